"""The words that help to tell a name from a word, in French talk about social work, towns and institutions."""

from typing import Final

from toolkit.language.words import listed

CIVILITIES: Final = listed(
    "m mr monsieur messieurs madame mesdames mme mmes mlle mlles mademoiselle docteur docteure dr pr professeur "
    "professeure maître maitre me"
)
KIN: Final = listed(
    "mari femme fils fille frère sœur soeur père mère copain copine compagnon compagne cousin cousine tante oncle "
    "tata tonton tatie mamie papi papy mémé pépé neveu nièce beau-frère belle-sœur belle-soeur ami amie pote "
    "collègue voisin voisine bébé ex chef cheffe directeur directrice éducateur éducatrice éduc référent "
    "référente assistante infirmier infirmière psychologue psy médecin coordinatrice coordinateur animateur "
    "animatrice bénévole stagiaire curé abbé maire adjoint adjointe juge avocat avocate président présidente "
    "responsable prof maîtresse nommé nommée certain certaine prénommé prénommée surnommé surnommée dénommé "
    "dénommée appelé appelée"
)
"""Words before a first name: « mon fils Enzo », « l'éducatrice Nadia »."""

SAYING: Final = listed(
    "dire parler demander donner téléphoner écrire montrer expliquer répondre penser confier présenter raconter "
    "proposer envoyer prêter rendre grâce merci ressembler appartenir plaire annoncer apprendre promettre appeler"
)
"""Before « à », they announce a person: « j'ai dit à … »; others announce a place."""

ORG_HEADS: Final = listed(
    "association asso collectif foyer centre résidence maison clinique hôpital hosto collège lycée école crèche "
    "société entreprise boîte boite chrs esat ehpad mjc café bar restaurant librairie boutique supermarché "
    "épicerie atelier fondation fédération compagnie coopérative syndicat club structure cabinet pharmacie agence "
    "théâtre cinéma bibliothèque médiathèque accueil pension ferme usine garage chantier tiers-lieu ong régie "
    "institut université réseau groupe radio journal festival bureau musée église mosquée paroisse temple csapa "
    "caarud sessad ime itep mecs ccas mairie missions hôtel gare station ludothèque ressourcerie recyclerie "
    "conserverie brasserie boulangerie amicale secours restos squat auberge camping imprimerie menuiserie "
    "plateforme service ligue union mutuelle scop scic gaec earl sarl cuma amap groupement confédération comité "
    "gem transports établissements ets éts fromagerie laiterie scierie fonderie filature abattoir imprimeurs "
    "compagnons banque halte-garderie micro-crèche chorale fanfare troupe équipe espace pôle jardin jardins "
    "maraîchers cantine internat lieu-ressource régie asbl"
)
ORG_QUALIFIERS: Final = listed(
    "social sociale sociaux mutuelle insertion jour nuit accueil hébergement urgence quartier jeunes travailleurs "
    "étudiants adultes enfants femmes familles santé mentale soins aide domicile maternelle primaire élémentaire "
    "privé privée public publique municipal municipale culturel culturelle associatif associative solidaire bio "
    "agricole paysan paysanne retraite vacances médico-social médico-sociale thérapeutique éducatif éducative "
    "spécialisé spécialisée professionnel professionnelle ouvrière économique entraide lecture formation loisirs "
    "sportif sportive rugby foot football basket hand danse musique quartiers habitants parents voisins "
    "locataires"
)
"""Between the kind of an organisation and its name: « l'épicerie *sociale* Le Panier », « accueil *de jour* »."""

CLUBS: Final = listed("as us fc rc sc ac es asc usc aso fcg asm asse csbj")
"""Before a town, with capitals, they are a club: « l'AS Montferrand »."""

WORKING: Final = listed(
    "bosser travailler embaucher employer licencier intérim mission patron chef boulot stage stagiaire ouvrier "
    "ouvrière poste contrat cdi cdd grève syndicat usine salarié salariée intérimaire caissier caissière équipe "
    "taf"
)
"""Before « chez », they announce a firm: « j'ai bossé chez … »."""

PLACE_HEADS: Final = listed(
    "ville village commune quartier cité région département pays hameau faubourg banlieue bourg canton vallée île "
    "lac montagne rivière forêt parc place rue métro arrondissement métropole agglo port plage col mont mairie "
    "gare préfecture tribunal prison stade caf ccas mission pôle cpam"
)
PLACE_BEFORE: Final = listed("à a en vers sur depuis jusqu'à près dans")
PLACE_VERBS: Final = listed(
    "habiter aller venir vivre arriver naître partir rester loger dormir travailler bosser déménager"
)

NOT_NAMES: Final = listed(
    "int enq itw itv anim mod rép enquêteur enquêtrice enquéteur enquétrice enqueteur enquetrice chercheur "
    "chercheuse checheur interviewer intervieweur intervieweuse interviewé interviewée enquêté enquêtée "
    "interlocuteur interlocutrice participant participante répondant répondante animateur animatrice modérateur "
    "modératrice locuteur locutrice speaker ou où et mais donc ni si que qui quoi dont quand comme parce puis "
    "alors ensuite aussi sinon car comment pourquoi vendémiaire brumaire frimaire nivôse pluviôse ventôse "
    "germinal floréal prairial messidor thermidor fructidor note notes nb entretien question réponse inaudible "
    "rire rires silence interruption transcription transcripteur transcriptrice bonjour bonsoir salut merci voilà "
    "pardon oui non ok okay bref enfin alors donc super lundi mardi mercredi jeudi vendredi samedi dimanche "
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre noël noel pâques paques "
    "toussaint ramadan aïd internet facebook instagram whatsapp tiktok youtube google wifi covid état etat "
    "république nation dieu allah jésus jesus christ coran bible europe france smic word excel powerpoint zoom "
    "teams télé netflix master bac licence dut bts cap bep vae islam rgpd kwh iphone samsung doctolib leboncoin "
    "mission missions locale pôle emploi travail sécurité sociale sécu allocations familiales conseil "
    "départemental régional général préfecture mairie poste métropole région département ministère gouvernement "
    "assemblée sénat parlement président présidente directeur directrice maire préfet premier ministre urssaf "
    "monsieur madame mademoiselle messieurs mesdames mme mr mlle docteur dr pr moi toi lui elle il je tu nous "
    "vous ils elles on ça ce ben bah euh ouais nan hein quoi putain purée wesh frère wallah inchallah hamdoullah "
    "inch'allah français française anglais arabe kabyle rom roms musulman musulmane chrétien catholique juif "
    "gitan gitane tzigane nord sud est ouest occident orient moyen-orient afrique maghreb amérique asie"
)
"""Capitalised without naming anybody: roles, days, institutions that everybody has, peoples, machines."""

ACRONYMS: Final = listed(
    "rsa caf chrs hlm cdi cdd sdf smic cmu css pass ame apl aah adeli cpam msa cnil rgpd mdph ase pmi ehpad esat "
    "eatt sessad ime itep mecs csapa caarud cmp cmpp cattp hp hdj samu smur urssaf anpe assedic dela siao sao "
    "cada huda cph ofii ofpra oqtf cnda ddcs dreets drjscs ddets ars chu chs ch irm sida vih ist tds gem esms "
    "essms cvs cse ce chsct rtt tpe pme ess sas sarl scop scic ong onu ue eu usa urss tv dvd cd pc cv bac bep cap "
    "bts dut bpjeps deug dea dess vae fle iut ufr cnrs inserm gip mjc ccas cias cms pmr tram tgv sncf ratp tcl "
    "gaec earl sarl cuma amap gem asbl iban rib bic siret siren cb cnaf carsat agefiph rer ter gps sms mms faq "
    "pdf usb wifi ok ko svp stp pnr rdv tel tél nb ps etp uptt gpec rh drh ag ca cs copil cotech rgpp tva irl psy "
    "tdah tsa tca tocs toc avc ivg fiv pma spip jap tig ppsmj pjj aemo aed mna asll fsl dalo fjt ukrainien ppi "
    "ppae cej pacea pmsmp iae aci ei ai cui cae dasri rqth cv qpv zus zup zac anru epci scot plu pcaet ademe "
    "insee ined drac fonjep fse feder caisse urgence snp bip vtt ulis segpa cp ce1 ce2 cm1 cm2 ces clis aesh avs "
    "gir apa pch adpa ssiad saad ide as aes ash eje es ess me ts tiss deass dees dejeps cafdes caferuis mst vad "
    "had lhss lam act ctr csst uhsi umd eps arsh pua rps qvt ddass dass dgcs dihal cnle une fas ump ps lr lfi rn "
    "eelv pcf fn"
)
"""Acronyms of common institutions, benefits, diplomas: they point at nobody."""

HOMOGRAPHS: Final = listed(
    "rose pierre marine claire clément victoire ambre jade prune aurore capucine marguerite madeleine charlotte "
    "mélodie romane romain céleste désiré honoré auguste robin alpha mai pape samba serge ana manuel milan ravi "
    "rosette fanta sana mercier rosa nadir marin pascale pascal julienne germaine noé noa eden lou flora iris ali "
    "bao lan thi hoa mei anh minh camille marie issa reda rim linda élie okan axel fall sow ba nour tours lens "
    "sens gap pau die crest dole vienne valence moulins romans colombes castres saintes creuse eure somme landes "
    "nord jura inde chine mende tulle pantin grasse foix apt maurice panier capucins confluence mistral champagne "
    "laval massy meaux orange redon thiers corse réunion loire brest nice bercy niger vaise marches bourgogne "
    "guinée cannes digne brive vannes porto mali congo rabat rome tarn oise gers gard fès damas limousin cantal "
    "provence tarare riom mâcon lorraine feurs"
)
"""First names and towns that are words too when typed without a capital."""

SLANG: Final = listed(
    "asso assos éduc éducs kiffer kiffe kiffé kiffais chelou relou relous ouf oufs meuf keuf keufs teuf reuf "
    "reufs daron daronne darons daronnes zonzon bédo shit beuh tise clope clopes taf tafs taffer taffe bosser "
    "boss galérien frérot frérots frérote cousin gosse gosses mioches gars mec mecs nana nanas gamin gamine thune "
    "thunes tunes fric pognon blé dodo resto restos appart apparts frigo télé ordi ordis portable mail mails "
    "smartphone whatsapp facebook insta snap tiktok airbnb coloc colocs colocation coworking brunch burn-out "
    "burnout feedback planning stress stressé stressant coach coaching leader manager management job jobs "
    "week-end weekend weekends meeting briefing débrief debrief workshop mailing pairs-aidants pair-aidance "
    "pair-aidant pair-aidante empowerment rétablissement addicto infirmerie psychiatrie hospi chai chais chuis "
    "jsuis jsais jai cest cétait yavait yaka ptete enfaite enfait askip genre wesh wallah starfoullah inchallah "
    "hamdoullah mashallah hamdoulilah bled khouya miskine seum cringe ghosté checker checké réunionite enquêtrice "
    "enquêteur enquêtrices chercheuse intervieweuse interviewer visio visios zoom teams doodle powerpoint tuto "
    "tutos rsa caf apl chrs hlm cdi cdd sdf smic maraude maraudes maraudeur maraudeurs déclic tip-top clean cool "
    "fun top fake bio vegan vélo'v vélib tram tramway métro périph parking squats squatter squatteur squat "
    "camion-douche bagagerie domiciliation téléphonique dispo dispos sympa sympas perso persos pro pros provoc "
    "récup récups compta interco démocratie participatif budgétisation visioconférence covid confinement "
    "déconfinement télétravail autoentrepreneur auto-entrepreneur uber deliveroo amazon netflix google covoit "
    "blablacar débarouler débaroule débaroulé débaroules gone gones sociologue psychologue mediateur mediatrice "
    "médiatrice coordinatrice animatrice formatrice directrice référente cheffe cheffes autrice auteure "
    "professeure ingénieure usagère usagères stagiaire hébergé hébergée hébergés hébergées accueilli euuh mmh mhm "
    "hum pfff pff bah ben beh bin hein ouais ouai moui nan nope okay ok voila hop aïe ouah waouh wahou tac paf "
    "bim boum bla blabla etc patati patata machin bidule truc trucmuche tralala cahin caha chouïa chouia zen "
    "relooking"
)
"""Words of talk that the French dictionary lacks and that name nobody."""

NAMING: Final = (
    r"(?:(?:on|tout le monde|ils|elles|qu['’]on) (?:l['’]|les |m['’]|nous )appel\w+"
    r"|je m['’]appelle|j['’]m['’]appelle|m['’]appell\w+|s['’]appel\w+|nous appelons"
    r"|mon (?:pré)?nom(?: de famille)?,? c['’]est|(?:son|le|leur) (?:petit )?(?:pré)?nom,? c['’]est"
    r"|prénomm\w+|surnomm\w+|dénomm\w+|un certain|une certaine|un nommé|une nommée|mon surnom,? c['’]est"
    r"|moi,? c['’]est|lui,? c['’]est|elle,? c['’]est|appelez-moi|(?:tu|vous) demande[sz])"
)
"""What comes before a name in talk: « je m'appelle … »."""
