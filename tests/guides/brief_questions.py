"""The labelled questions of the methods brief: for each check, those that must be flagged, those that must not."""

BRIEF = {}


def _put(check, bad, good):
    BRIEF[check] = ([text.strip() for text in bad.split("·")], [text.strip() for text in good.split("·")])


_put(
    "closed",
    (
        "Est-ce que vous utilisez l'IA dans votre travail ? · "
        "Avez-vous participé à un atelier de co-création ? · "
        "Êtes-vous satisfait de l'accompagnement ? · "
        "Y a-t-il une coordination entre les soignants du Roannais ? · "
        "Le statut de pair-aidant est-il reconnu dans l'équipe ? · "
        "Vous connaissez Pollens ? · "
        "Do you trust the tool? · "
        "Has your role changed since 2017?"
    ),
    (
        "Pouvez-vous me raconter votre première journée comme travailleur pair ? · "
        "Comment en êtes-vous venu à rejoindre ce projet ? · "
        "Qu'est-ce qui se passe quand un usager vous demande votre parcours ? · "
        "Racontez-moi la dernière fois que vous avez utilisé DocCommuns. · "
        "Est-ce que vous pouvez me raconter comment cela a commencé ? · "
        "Could you walk me through that meeting? · "
        "What happened next? · "
        "Avec qui travaillez-vous le plus souvent ?"
    ),
)
_put(
    "leading",
    (
        "Ne pensez-vous pas que les institutions vous ont oubliés ? · "
        "Vous êtes d'accord que participer est une bonne chose, n'est-ce pas ? · "
        "À quel point l'IA dégrade-t-elle votre travail ? · "
        "Comme tout le monde le sait, l'hôpital va mal : comment le vivez-vous ? · "
        "Pourquoi les élus refusent-ils évidemment d'écouter ? · "
        "En quoi la pair-aidance a-t-elle amélioré votre vie ? · "
        "Don't you think the meeting was useless? · "
        "How great was the support you received? · "
        "Racontez-moi comment l'association vous a sauvé."
    ),
    (
        "Que pensez-vous de la place des élus dans le groupe santé ? · "
        "Quel effet, s'il y en a un, l'IA a-t-elle sur votre travail ? · "
        "Racontez-moi une réunion qui vous a marqué, en bien ou en mal. · "
        "Comment s'est passée votre venue, ou votre absence, à l'atelier ? · "
        "What was the support like, if any? · "
        "Qu'est-ce qui compte pour vous dans un accompagnement ? · "
        "Comment êtes-vous arrivé ici ? · "
        "Comment les décisions sont-elles prises ?"
    ),
)
_put(
    "double",
    (
        "Comment avez-vous connu LAHSo et pourquoi êtes-vous resté ? · "
        "Quels sont vos besoins et comment l'association y répond-elle ? · "
        "Qui décide ? Et comment est-ce communiqué ? · "
        "Que pensez-vous des ateliers et de leur animation ? · "
        "Où et quand utilisez-vous l'IA ? · "
        "What do you do and how did you start? · "
        "How satisfied are you with the schedule and the pay? · "
        "Parlez-moi de vos motivations et/ou de vos craintes. · "
        "Décrivez votre rôle ainsi que celui des élus."
    ),
    (
        "Comment travaillez-vous avec les infirmières et les médecins ? · "
        "Parlez-moi de votre arrivée dans l'association. · "
        "Quels liens faites-vous entre santé et logement ? · "
        "Comment se déroule une journée, du matin au soir ? · "
        "Qu'est-ce qui a changé entre le début et la fin du projet ? · "
        "How do residents and officials meet? · "
        "Qui était présent ce jour-là ? · "
        "Racontez-moi une situation facile ou difficile."
    ),
)
_put(
    "negative",
    (
        "N'avez-vous jamais été consulté sur ce projet ? · "
        "Pourquoi n'êtes-vous pas venu à la réunion publique ? · "
        "N'est-il pas impossible de se passer de l'IA ? · "
        "Ne trouvez-vous pas que rien n'a changé ? · "
        "Quels outils n'utilisez-vous jamais sans aide ? · "
        "Pourquoi ne pas avoir demandé d'aide ? · "
        "Didn't you ever feel excluded? · "
        "Why don't you use it?"
    ),
    (
        "Qu'est-ce qui a fait que vous n'êtes pas allé à la réunion ? · "
        "Racontez-moi un moment où l'outil ne vous a pas aidé. · "
        "Comment réagissez-vous quand une personne ne veut pas parler ? · "
        "Que faites-vous lorsque le médecin n'est pas disponible ? · "
        "Tell me about a day when things did not go as planned. · "
        "Comment décririez-vous votre rapport aux élus ? · "
        "Qui vous a parlé de cette réunion ? · "
        "Quelle personne vous a accueilli, et pas à pas, comment ?"
    ),
)
_put(
    "jargon",
    (
        "Comment vous situez-vous dans ce dispositif sociotechnique ? · "
        "Que vous évoque la gouvernance de la CPTS ? · "
        "Comment vivez-vous l'empowerment au foyer ? · "
        "Quelle est votre posture vis-à-vis de l'ECT ? · "
        "Comment percevez-vous la co-création ? · "
        "Quels savoirs expérientiels mobilisez-vous ? · "
        "How do you leverage stakeholder input? · "
        "Quelle est votre représentation sociale de la santé ? · "
        "Comment conscientisez-vous vos habiletés ?"
    ),
    (
        "Comment utilisez-vous cet outil dans votre travail ? · "
        "Qui décide de quoi dans le groupe ? · "
        "Qu'est-ce que la vie à la rue vous a appris qui vous sert ici ? · "
        "Comment parlez-vous de vous aux personnes accueillies ? · "
        "Qu'est-ce que le mot « santé » évoque pour vous ? · "
        "Who makes the decisions here? · "
        "Comment l'IA est-elle arrivée dans votre équipe ? · "
        "Qu'attendez-vous d'un médecin ?"
    ),
)
_put(
    "too_long",
    (
        "Dans le cadre du projet que nous menons avec l'association et l'université, pouvez-vous me "
        "dire comment, depuis la crise sanitaire et les changements d'équipe, vous avez vécu les "
        "réunions du groupe santé ? · "
        "Quand vous repensez à tous les moments, formels ou informels, où vous avez échangé avec des "
        "élus, des soignants ou des habitants, lequel vous paraît avoir le plus compté dans votre "
        "parcours ici ? · "
        "Comment expliquez-vous que certaines personnes qui vivent pourtant dans le même quartier et "
        "qui rencontrent les mêmes difficultés ne se rendent pas aux ateliers que la collectivité "
        "organise chaque trimestre ? · "
        "Could you please tell me, thinking about everything that has happened since you joined the "
        "project two years ago, how your role and your relations with the other members have evolved?"
    ),
    (
        "Comment se passe une réunion du groupe santé ? · "
        "Racontez-moi votre arrivée. · "
        "Quel moment a compté pour vous, dans vos échanges avec les élus, les soignants ou les habitants ? · "
        "How has your role evolved since you joined?"
    ),
)
_put(
    "hypothetical",
    (
        "Que feriez-vous si vous étiez maire ? · "
        "Si vous aviez une baguette magique, que changeriez-vous ? · "
        "Seriez-vous prêt à participer à un groupe santé ? · "
        "Imaginez que l'IA disparaisse : comment travailleriez-vous ? · "
        "Utiliseriez-vous DocCommuns s'il était plus simple ? · "
        "Supposons que le foyer recrute : quels critères comptent ? · "
        "Would you join a group online? · "
        "What would you do if you could start again?"
    ),
    (
        "Comment décririez-vous votre rôle ? · "
        "Pourriez-vous me donner un exemple ? · "
        "Que diriez-vous de cette réunion ? · "
        "Racontez-moi la dernière décision prise ensemble. · "
        "Auriez-vous un souvenir précis ? · "
        "Would you describe a typical day? · "
        "Qu'avez-vous fait la dernière fois que l'outil s'est trompé ? · "
        "Comment savez-vous si une réponse est juste ?"
    ),
)
_put(
    "why",
    (
        "Pourquoi avez-vous choisi ce métier ? · "
        "Pour quelle raison avez-vous quitté le groupe ? · "
        "Pourquoi ce refus ? · "
        "Qu'est-ce qui justifie ce choix ? · "
        "Why did you stop? · "
        "Dites-moi pourquoi vous êtes venu. · "
        "How come you left? · "
        "Pour quelles raisons ne pas en parler ?"
    ),
    (
        "Comment en êtes-vous arrivé à ce métier ? · "
        "Qu'est-ce qui s'est passé quand vous avez quitté le groupe ? · "
        "Par quoi avez-vous commencé ? · "
        "How did you come to stop? · "
        "Qu'est-ce qui vous a amené ici ? · "
        "À quoi faites-vous attention à ce moment-là ? · "
        "À la suite de quoi avez-vous changé ? · "
        "Que vouliez-vous faire à cet instant ?"
    ),
)
_put(
    "stigma",
    (
        "Comment les SDF vivent-ils l'accueil ? · "
        "Que font les toxicomanes ici ? · "
        "Les assistés participent-ils ? · "
        "How do addicts use the service?"
    ),
    (
        "Comment vivez-vous l'accueil de jour ? · "
        "Comment les personnes sans domicile sont-elles accueillies ? · "
        "Qui participe aux réunions ? · "
        "How do people who use drugs use the service?"
    ),
)
_put(
    "third_party",
    (
        "Quel est le nom du collègue en question ? · "
        "Comment s'appelle votre éducateur ? · "
        "Donnez-moi le nom de la structure qui a refusé. · "
        "What is the name of that nurse?"
    ),
    (
        "Quel rôle avait cette personne ? · "
        "Dans quel type de structure était-ce ? · "
        "Qui, sans le nommer, vous a aidé ? · "
        "What was that person's role?"
    ),
)
