"""Words, folded (no accent, no capital), that tell who speaks from what is no speaker."""

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


INTERVIEWER: Final = _set(
    """
    enqueteur enquetrice enqueteuse enqueteurs enqueteurice enqueteurrice enqueteurtrice enqueteuretrice
    chercheur chercheuse chercheurs chercheure chercheureuse chercheurse chercheurchercheuse interviewer
    interviewers intervieweur intervieweuse intervieweureuse intervieweurse animateur animatrice
    animateurice animateurtrice animateurrice moderateur moderatrice moderateurice moderateurtrice
    moderateurrice facilitateur facilitatrice stagiaire investigateur investigatrice doctorant doctorante
    questionneur questionneuse researcher moderator facilitator investigator coanimateur coanimatrice
    coenqueteur coenquetrice
    """
)
"""Labels of who asks."""

PARTICIPANT: Final = _set(
    """
    enquete enquetee enquetes enquetees interviewe interviewee interviewes interviewees interroge interrogee
    repondant repondante repondants repondantes participant participante participants participantes
    informateur informatrice usager usagere usagers usageres habitant habitante beneficiaire patient
    patiente respondent informant temoin interlocuteur interlocutrice tous toutes ensemble groupe all
    personneinterrogee personneinterviewee personneenquetee personneaccompagnee personneconcernee
    """
)
"""Labels of who answers."""

OTHER: Final = _set(
    """
    obs observateur observatrice observer traducteur traductrice interprete interpreter transcripteur
    transcriptrice tiers inconnu inconnue voixoff
    """
)
"""Labels of who neither asks nor answers."""

NEUTRAL: Final = _set(
    """
    intervenant intervenante locuteur locutrice speaker orateur oratrice spk spkr unknownspeaker personne
    voix sujet person
    """
)
"""Words by which a machine names voices without knowing who they are."""

PEOPLE: Final = _set(
    """
    femme homme dame monsieur madame mademoiselle mr mme mlle m directeur directrice president presidente
    educateur educatrice elu elue maire adjoint adjointe agent agente benevole salarie salariee responsable
    chef cheffe formateur formatrice artisan artisane medecin infirmier infirmiere professeur professeure
    enseignant enseignante eleve etudiant etudiante jeune parent pere mere mari epouse epoux conjoint
    conjointe compagne compagnon fille fils frere soeur ami amie collegue voisin voisine tuteur tutrice
    coordinateur coordinatrice assistant assistante accompagnateur accompagnatrice secretaire serveur
    serveuse client cliente travailleur travailleuse pair aidant aidante membre adherent adherente citoyen
    citoyenne agriculteur agricultrice chargee charge docteur dr pr maitre patron patronne ouvrier ouvriere
    gardien gardienne psychologue sociologue
    """
)
"""Words that name people: a label made of one is a speaker, whose role the text decides."""

STOP: Final = _set(
    """
    deux trois quatre cinq six sept huit neuf dix bilan conclusion
    note notes nb ps remarque remarques attention exemple exemples ex cf ie tv rh http https ftp www tel
    mail email adresse resultat resultats probleme problemes avantage avantages inconvenient inconvenients
    objectif objectifs methode total bref voila genre type relance relances thematique thematiques theme
    themes partie chapitre annexe source sources legende resume conclusion introduction consigne consignes
    contexte titre objet date lieu duree heure horaire profession metier age sexe statut fichier
    transcription enregistrement entretien interview code nom prenom prenoms commentaire commentaires fin
    debut suite pause silence rire rires lundi mardi mercredi jeudi vendredi samedi dimanche matin midi soir
    apresmidi janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    premierement deuxiemement troisiemement ensuite enfin apres avant etape etapes point points idee idees
    critere criteres motscles mot mots definition question2 reponses questions observations remerciements
    rappel precision precisions info infos information informations surtout resultante decision decisions
    action actions constat constats sujet sujets langue ville commune pays annee mois jour jours numero
    version page pages chose choses fait faits raison raisons effet consequence consequences difference
    differences difficulte difficultes solution solutions reponsecourte plan tableau figure image photo
    video audio lien liens ref reference references citation citations verbatim verbatims extrait extraits
    traduction scenario situation moyen moyens outil outils geste gestes materiel materiaux materiau
    evidemment forcement clairement franchement honnetement simplement concretement globalement finalement
    effectivement exactement normalement personnellement justement attente attentes besoin besoins
    """
)
"""Words that open a line before a colon and are nobody."""

FUNCTION: Final = _set(
    """
    par du en donc alors mais et ou puis comme parce pour dans sur avec sans si quand c ca ce cet cette ces
    il elle on je j tu nous vous ils elles le la les l un une des de d mon ma mes son sa ses notre votre
    leur leurs y qui que quoi qu voila bref enfin bon ben oui non ok apres avant ensuite tout toute chaque
    aussi meme plus moins tres a au aux autre autrement sinon cela ceci quel quelle quels quelles est sont
    etait etaient etre avoir ai as ont fait faut dire dit dis disait entre depuis jusqu lors pendant vers
    chez contre n ne pas se s m t resultat deja encore toujours jamais peut voir soit aupres the and but so
    then for
    """
)
"""Words that a sentence goes on after: none names anybody."""

META: Final = _set(
    """
    date lieu duree heure horaire titre sujet objet profession metier age sexe enregistrement transcription
    fichier code nom prenom entretien interview contexte numero n theme thematique participants presents
    presentes commune ville langue statut transcripteur transcriptrice realise transcrit projet etude
    terrain conditions debut fin anonymisation pseudonyme pseudo guide support structure organisme
    """
)
"""Words that open the lines of a title block."""

STAGE: Final = _set(
    """
    silence silences rire rires rit rient pause pauses interruption interruptions interrompu interrompue
    inaudible bruit bruits musique coupure coupures telephone sonnerie sourire sourit soupir soupire
    hesitation hesite applaudissements toux tousse fin debut reprise enregistrement aparte chuchote
    chuchotement pleure pleurs larmes geste gestes montre passage incomprehensible hors long longue court
    courte brouhaha porte chevauchement onomatopee acquiesce reflechit laughter laughs music noise crosstalk
    anonymise anonymisee bip nom ville lieu personne prenom entreprise sic supprime coupe redige image
    schema photo
    """
)
"""Words of stage directions and of what transcribers put between brackets."""

BREAKS: Final = _set(
    """
    interruption interruptions interrompu coupure coupures fin debut reprise hors enregistrement
    """
)
"""Stage directions that stand outside what anybody says."""

GUIDE: Final = _set("relance relances consigne consignes question questions")
"""What opens a line of who asks, and is no name."""

HEAD_WHO: Final = _set(
    "locuteur locutrice locuteurs intervenant intervenante intervenants speaker qui orateur interlocuteur personne "
    "participant participants nom prenom initiales code voix acteur"
)
HEAD_WHAT: Final = _set(
    "propos parole paroles texte transcription retranscription verbatim discours contenu dire dires text transcript "
    "enonce entretien echange echanges"
)
HEAD_WHEN: Final = _set(
    "temps horaire horaires heure time timecode minutage minute debut fin start end tour tours ligne lignes numero n "
    "no timing"
)
"""Headings of the columns of a table of turns."""
