"""Labelled questions written from the definitions alone, to score the checks on words they were not tuned to."""

HELD_OUT = {
    "closed": (
        """
        Avez-vous déjà eu recours à un médiateur ?
        Est-ce qu'il vous arrive de travailler le week-end ?
        Savez-vous comment les décisions sont prises ?
        Savez-vous où se trouve l'accueil de jour ?
        Les personnes qui viennent ici sont-elles bien accueillies ?
        Quand vous arrivez le matin, avez-vous un rituel ?
        Vous travaillez plutôt seul ou en équipe ?
        Dans votre équipe, est-ce que tout le monde a son mot à dire ?
        Et vous, vous avez un bureau ici ?
        Pouvez-vous refuser une mission ?
        Pouvez-vous me dire si vous comptez rester ?
        Ça vous plaît ?
        C'est difficile pour vous ?
        Diriez-vous que votre place est reconnue ?
        Y a-t-il des moments où vous vous sentez inutile ?
        Pensez-vous que l'outil a changé votre façon de faire ?
        Vous souvenez-vous de votre premier jour ?
        L'association vous a-t-elle proposé une formation ?
        Existe-t-il un lieu où vous pouvez vous reposer ?
        Connaissez-vous quelqu'un qui a quitté le groupe ?
        J'aimerais savoir si vous avez été formé.
        Les élus participent aux réunions ?
        Faut-il un diplôme pour faire ce travail ?
        Avez-vous l'impression d'être écouté quand vous parlez ?
        Serait-ce plus simple avec un autre logiciel ?
        A-t-on tenu compte de votre avis ?
        Est ce que vous avez le choix ?
        Votre famille vous soutient-elle ?
        Selon vous, le projet est-il utile ?
        Vous vous sentez à votre place ici ?
        Préférez-vous le matin ou le soir ?
        Tu participes aux ateliers ?
        Est-ce que quelqu'un vous a expliqué pourquoi le projet s'est arrêté ?
        Le fait d'être une femme a-t-il joué un rôle ?
        Avec vos collègues, parlez-vous de votre parcours ?
        Have you ever used the service?
        Is there a place where you can rest?
        In your team, do people talk about money?
        Can you refuse a task?
        Were you given a choice?
        Do you know how decisions are made?
        So you live nearby?
        """,
        """
        Dans votre équipe, comment se prennent les décisions ?
        À votre avis, qu'est-ce qui pourrait changer ?
        Comment est-ce que vous avez connu l'association ?
        Quels sont, selon vous, les principaux obstacles ?
        Pouvez-vous me dire comment vous avez appris ce geste ?
        Pourriez-vous m'en dire plus ?
        Pouvez-vous me donner un exemple ?
        Accepteriez-vous de me parler de cette période ?
        Vous faites comment quand quelqu'un s'énerve ?
        Ça se passe comment, une permanence ?
        C'est quoi, pour vous, un bon accompagnement ?
        Et ensuite ?
        Et avec les élus ?
        C'est-à-dire ?
        Par exemple ?
        Si vous deviez décrire votre métier à un enfant, que lui diriez-vous ?
        Vous travaillez avec qui ?
        Lorsqu'une personne arrive pour la première fois, que se passe-t-il ?
        En quoi consiste votre travail ?
        Que représente ce lieu pour vous ?
        Quand avez-vous senti que les choses changeaient ?
        Où vous sentez-vous le mieux ?
        Qui vous a accompagné au début ?
        Parlez-moi de votre quartier.
        Est-ce que tu peux me raconter ta journée d'hier ?
        J'aimerais que vous me racontiez votre parcours.
        Dites-moi ce que vous faites en arrivant.
        De quoi parlez-vous pendant les réunions ?
        À quels moments est-ce que vous vous voyez ?
        Sur quoi vous appuyez-vous pour décider ?
        Qu'en pensez-vous ?
        Comment, depuis la crise, votre travail a-t-il évolué ?
        Vos relations avec les voisins, comment les décririez-vous ?
        Grâce à qui avez-vous trouvé cette place ?
        Laquelle de ces situations vous a le plus marqué ?
        Rappelez-vous la première fois que vous êtes venu ici.
        Quelle place tient la musique dans votre vie ?
        Vers qui vous tournez-vous quand ça ne va pas ?
        Y a-t-il quelque chose que je n'ai pas demandé et que vous aimeriez ajouter ?
        Would you mind describing your first day?
        What does a typical day look like?
        In what ways did the project surprise you?
        Tell me about the people you work with.
        When you arrive in the morning, what happens?
        And then?
        Who helped you at the beginning?
        """,
    ),
    "leading": (
        """
        N'êtes-vous pas fatigué de ces réunions ?
        Vous trouvez ça injuste, n'est-ce pas ?
        Bien sûr, vous soutenez ce projet : comment y participez-vous ?
        À quel point avez-vous souffert de cet abandon ?
        En quoi l'atelier vous a-t-il aidé ?
        Comment ce logiciel a-t-il facilité votre travail ?
        Pourquoi est-il important de participer ?
        En quoi la mixité est-elle une chance ?
        Êtes-vous d'accord pour dire que les élus n'écoutent pas ?
        Comment vivez-vous cette situation scandaleuse ?
        Comme vous le savez, les budgets baissent : comment faites-vous ?
        Malheureusement, le local a fermé : qu'avez-vous ressenti ?
        Comment la mairie vous a-t-elle abandonnés ?
        On sait que les jeunes ne votent plus : qu'en dites-vous ?
        Que pensez-vous de cette excellente initiative ?
        Ne croyez-vous pas que c'est trop tard ?
        Il est évident que le bruit gêne : comment le supportez-vous ?
        Racontez-moi comment le groupe vous a changé la vie.
        Wouldn't you say the staff is overworked?
        You agree that the rules are unfair, don't you?
        How helpful was the training?
        How has the tool improved your work?
        """,
        """
        Qu'est-ce que l'atelier a changé pour vous, s'il a changé quelque chose ?
        Comment s'est passée la fermeture du local ?
        Que pensez-vous de cette initiative ?
        Comment les choses ont-elles évolué depuis votre arrivée ?
        Qu'est-ce qui vous aide dans votre travail ?
        Qu'est-ce qui vous gêne dans votre travail ?
        Comment décririez-vous vos relations avec les élus ?
        Racontez-moi un moment où vous vous êtes senti écouté, ou pas.
        Qui vous a aidé à remplir le dossier ?
        Comment avez-vous aidé cette personne ?
        Comment vous organisez-vous quand il manque quelqu'un ?
        Que s'est-il passé quand l'outil a été installé ?
        Qu'est-ce qui est important pour vous dans ce métier ?
        Comment savez-vous qu'un travail est bien fait ?
        Quelle place ont les habitants dans les réunions ?
        Parlez-moi d'une bonne ou d'une mauvaise surprise.
        De quoi avez-vous besoin pour bien travailler ?
        Qu'est-ce qui n'a pas marché ce jour-là ?
        What was the training like?
        How did the rules come about?
        What, if anything, has changed since then?
        Tell me about a good or a bad day.
        """,
    ),
    "double": (
        """
        Qui participe et qui décide ?
        Comment et avec qui préparez-vous les réunions ?
        Quand et pourquoi avez-vous quitté la région ?
        Quels obstacles rencontrez-vous et quelles ressources utilisez-vous ?
        Que faisiez-vous avant ? Qu'est-ce qui vous a fait changer ?
        Comment utilisez-vous cet outil et qu'en pensez-vous ?
        Parlez-moi de votre famille et de votre travail.
        Décrivez vos missions et votre équipe.
        Quels sont vos projets et vos craintes ?
        Racontez-moi comment vous êtes arrivé et pourquoi vous êtes resté.
        Êtes-vous satisfait des horaires et du salaire ?
        Comment préparez-vous et animez-vous les ateliers ?
        Que pensez-vous du lieu et de l'accueil ?
        Avec qui et dans quel but échangez-vous ?
        Présentez le projet ainsi que ses partenaires.
        Où travaillez-vous ? Depuis quand ?
        Quel est votre rôle et comment a-t-il évolué ?
        Qu'attendez-vous de l'équipe et comment le dites-vous ?
        Parlez-moi de vos joies et/ou de vos peines.
        Who decides and how is it announced?
        When and where did you meet?
        What do you think of the place and the staff?
        """,
        """
        Comment conciliez-vous travail et vie de famille ?
        Qu'est-ce qui distingue les bénévoles et les salariés ?
        Comment se passent les relations entre les élus et les habitants ?
        Racontez-moi un moment fort et précis.
        Comment faites-vous quand il y a du bruit et du monde ?
        Que dites-vous à quelqu'un qui arrive et qui ne connaît personne ?
        Quelles expériences vous ont marqué ? Lesquelles ?
        Comment vous êtes-vous formé au fil des ans et des rencontres ?
        Quels liens faites-vous entre ce que vous avez vécu et votre travail ?
        Parlez-moi de vos allers et retours entre les deux villes.
        Qui sont les hommes et les femmes qui viennent ici ?
        Comment passe-t-on du projet à l'action ?
        Quel souvenir gardez-vous du jour où vous êtes arrivé et de personne d'autre ?
        Que se passe-t-il entre le matin et le soir ?
        Comment travaillez-vous, seul ou à plusieurs ?
        À quoi pensez-vous quand vous entrez et que la salle est vide ?
        Qu'est-ce qui vous a donné envie de venir et de revenir ?
        Comment parlez-vous de la maladie et de la mort avec les familles ?
        Comment choisissez-vous ceux avec qui vous travaillez ?
        How do nurses and doctors talk to each other?
        What happened between the first and the last meeting?
        Tell me about the ups and downs of that year.
        """,
    ),
    "negative": (
        """
        N'avez-vous pas été prévenu de la réunion ?
        Pourquoi ne venez-vous plus aux ateliers ?
        Qu'est-ce que vous n'aimez pas dans ce travail ?
        Que ne voulez-vous plus revivre ?
        N'y a-t-il rien qui vous plaise ici ?
        Pourquoi n'avez-vous rien dit ?
        Vous n'avez jamais pensé à partir ?
        Est-ce que vous n'utilisez pas l'outil ?
        Quelles tâches ne faites-vous jamais seul ?
        Comment ne pas se décourager ?
        Vous n'êtes pas d'accord avec cette décision ?
        Pour quelles raisons ne participez-vous pas ?
        À qui ne parlez-vous jamais de cela ?
        Qu'est-ce qui ne vous convient pas ?
        Aucun élu n'est-il venu vous voir ?
        N'est-ce pas un peu long ?
        Ne vous sentez-vous jamais de trop ?
        Dans quels cas ne demandez-vous pas d'aide ?
        Why didn't you come back?
        Haven't you been told?
        Isn't it too late?
        Why not ask for help?
        """,
        """
        Que se passe-t-il quand vous n'êtes pas d'accord ?
        Racontez-moi une fois où rien ne s'est passé comme prévu.
        Comment parlez-vous à ceux qui ne viennent plus ?
        Qu'est-ce qui a fait que vous n'avez pas répondu ?
        Comment faites-vous lorsque personne ne répond ?
        Que faites-vous si l'outil ne marche pas ?
        Comment s'est passée votre absence ?
        Qui a le plus compté pour vous ?
        Qu'est-ce qui vous plaît le plus ici ?
        Qu'attendez-vous de plus ?
        Comment avez-vous avancé, pas à pas ?
        Quelle personne vous a le plus aidé ?
        Que diriez-vous à quelqu'un qui n'est jamais venu ?
        Comment gardez-vous le lien avec les absents ?
        Parlez-moi des jours sans.
        Qu'est-ce que cela vous fait de ne pas être invité ?
        Comment travaille-t-on sans bureau ?
        Parlez-moi de ce que vous ne dites à personne.
        Racontez-moi ce qui n'a pas marché.
        How do you react when nobody answers?
        What happens when things don't work?
        Tell me about people who never come.
        """,
    ),
    "hypothetical": (
        """
        Si vous pouviez changer une chose, laquelle serait-ce ?
        Que se passerait-il si l'association fermait ?
        Imaginons que vous soyez directeur : que faites-vous ?
        Accepteriez-vous un poste ailleurs si on vous le proposait ?
        Dans l'idéal, comment travaillez-vous ?
        Que diriez-vous au maire s'il était là ?
        Iriez-vous à une réunion le soir ?
        Reviendriez-vous dans ce foyer ?
        Supposez qu'un ami vous demande conseil : que répondez-vous ?
        Quels outils achèteriez-vous avec plus d'argent ?
        Si demain le local ferme, que faites-vous ?
        Est-ce que vous recommanderiez ce service ?
        Comment réagiriez-vous face à un refus ?
        Feriez-vous le même choix aujourd'hui ?
        Admettons que le budget double : qu'en faites-vous ?
        Avec une baguette magique, que changez-vous ?
        Si tu avais le choix, tu partirais ?
        Conseilleriez-vous ce métier à un proche ?
        What if the shelter closed tomorrow?
        If you were the manager, what would you change?
        Would you recommend this place?
        Imagine you are the mayor: what do you do first?
        """,
        """
        Comment définiriez-vous votre métier ?
        Comment qualifieriez-vous l'ambiance ?
        Voudriez-vous ajouter quelque chose ?
        Pourriez-vous revenir sur ce point ?
        Sauriez-vous me dire comment cela a commencé ?
        Qu'aimeriez-vous ajouter ?
        Que faites-vous si quelqu'un s'énerve ?
        Comment savez-vous si la personne a compris ?
        Comment résumeriez-vous ces trois années ?
        Que vouliez-vous faire à ce moment-là ?
        Quels étaient vos projets en arrivant ?
        Que disiez-vous aux nouveaux ?
        Qui rencontriez-vous à cette époque ?
        Comment travailliez-vous avant l'outil ?
        J'aimerais que vous me parliez de votre quartier.
        Quel effet cela a-t-il, s'il y en a un ?
        Vous montriez vos dessins à qui ?
        Que préparez-vous pour l'année prochaine ?
        How would you describe the mood?
        What happens if somebody is late?
        Could you give me an example?
        Would you like to add something?
        """,
    ),
    "why": (
        """
        Pourquoi êtes-vous parti ?
        Pour quelles raisons venez-vous ici ?
        Et pourquoi pas ?
        Expliquez-moi pourquoi cela compte.
        Vous avez arrêté pourquoi ?
        Qu'est-ce qui justifie cette règle ?
        Pourquoi avoir choisi cette ville ?
        Comment se fait-il que vous soyez resté ?
        Pourquoi ?
        Savez-vous pourquoi le projet s'est arrêté ?
        Pour quelle raison le groupe existe-t-il ?
        Pourquoi là et nulle part ailleurs ?
        Quelles sont les raisons de votre départ ?
        Mais alors, pourquoi revenir ?
        Dites-nous pour quelles raisons vous avez refusé.
        Pourquoi pensez-vous cela ?
        Why this job?
        Tell me why you stayed.
        How come nobody knew?
        For what reason did the group split?
        """,
        """
        Qu'est-ce qui vous a conduit ici ?
        Comment la décision a-t-elle été prise ?
        Qu'est-ce qui s'est passé ce jour-là ?
        Dans quelles circonstances êtes-vous parti ?
        Comment expliquez-vous ce changement ?
        Que cherchiez-vous en venant ?
        Pour quoi faire utilisez-vous cet outil ?
        Pour qui travaillez-vous ?
        Pour quel projet étiez-vous là ?
        Qui a pris cette décision ?
        Qu'est-ce qui a compté dans ce choix ?
        Racontez-moi votre départ.
        À partir de quand avez-vous hésité ?
        De quoi était faite cette journée ?
        Comment avez-vous su que c'était fini ?
        Quel a été le déclic ?
        What led you here?
        How did you decide?
        What happened that day?
        Tell me how it began.
        """,
    ),
    "stigma": (
        """
        Comment aidez-vous les clochards ?
        Que pensent les voisins des drogués ?
        Les alcooliques viennent-ils aux repas ?
        Comment accueillez-vous les handicapés ?
        Que faites-vous avec les cas sociaux ?
        Les clandestins ont-ils accès au service ?
        Comment parlez-vous aux fous ?
        Les schizophrènes participent-ils aux ateliers ?
        Que deviennent les marginaux du quartier ?
        Comment les toxicos sont-ils reçus ?
        Que proposez-vous aux prostituées ?
        Comment gérez-vous les publics difficiles ?
        Qui sont les assistés ici ?
        Comment vivent les sans-papiers ?
        Que faites-vous des délinquants ?
        Les SDF dorment où ?
        How do you treat the homeless?
        Do alcoholics come here?
        Where do junkies go?
        How are the mentally ill received?
        """,
        """
        Comment aidez-vous les personnes sans logement ?
        Que pensent les voisins de l'accueil ?
        Comment se passent les repas ?
        Comment accueillez-vous les personnes handicapées par leur mal de dos ?
        Que faites-vous avec les assistantes sociales ?
        Comment vous a-t-on assisté ce jour-là ?
        Qui vous a assistée pendant la formation ?
        Comment vivez-vous la maladie ?
        Que deviennent les personnes du quartier ?
        Comment parlez-vous de l'alcool ?
        Que proposez-vous aux femmes qui viennent la nuit ?
        Comment obtient-on des papiers ?
        Quel fou rire vous revient en mémoire ?
        Qui vient aux réunions ?
        Comment gagne-t-on sa vie ici ?
        Comment les familles sont-elles reçues ?
        How do people without a home use the service?
        Who comes here?
        How do you feel about drinking?
        Where do people go at night?
        """,
    ),
    "third_party": (
        """
        Quel était le nom de votre chef ?
        Comment s'appelait la personne qui vous a reçu ?
        Pouvez-vous me donner le nom de ce médecin ?
        Dites-moi le nom de cet élu.
        Qui est cette personne, exactement : pouvez-vous la nommer ?
        Qui est ce collègue dont vous parlez ?
        Citez les noms des bénévoles présents.
        Quels sont les noms de vos voisins ?
        Comment se nomme votre éducatrice ?
        Quel est le prénom de cet enfant ?
        Rappelez-moi le nom de votre responsable.
        Pouvez-vous préciser le nom de l'association qui vous a exclu ?
        Indiquez le nom du service en cause.
        Nommez la personne qui a refusé.
        Comment s'appelle-t-elle, cette voisine ?
        Quel est le numéro de ce travailleur social ?
        What was the name of your manager?
        What's her name?
        Tell me the name of the doctor.
        Give me their names.
        """,
        """
        Quel rôle jouait votre chef ?
        Comment s'appelle cette démarche ?
        Qui vous a reçu, sans donner de nom ?
        Quel nom donnez-vous à ce geste ?
        Comment vous appelle-t-on ici ?
        Quel pseudonyme souhaitez-vous que je choisisse ?
        Que faisait cette personne dans l'équipe ?
        Depuis quel poste parlait-elle ?
        Comment s'appelle le logiciel que vous utilisez ?
        Quel lien aviez-vous avec cet élu ?
        Dans quel service travaillait ce médecin ?
        Au nom de quoi vous a-t-on refusé l'entrée ?
        Comment nommez-vous ce que vous faites ?
        Qui d'autre était là, sans les nommer ?
        De qui vient cette règle ?
        Quelles personnes comptent pour vous ?
        What is the name of the tool?
        What role did that nurse have?
        Who was in the room, without naming them?
        How do you call this task?
        """,
    ),
}
