"""Oral French questions, written before the checks were run on them: what is answered by yes or no, what is not."""

CLOSED = """
Ça vous arrive de refuser une mission ?
Vous avez quelqu'un avec qui en parler ?
C'est vous qui faites les plannings ?
Vous savez où on range les clés ?
Et là, il est parti quand vous avez haussé le ton ?
Vous étiez contente quand ça s'est terminé ?
On vous avait prévenue ?
Vous allez encore là où vous avez grandi ?
Ça vous a fait quelque chose ?
Vous y retournez, des fois ?
Tu te souviens du jour où tu as signé ?
Il y a des gens qui vous manquent ?
Vous pouvez vous asseoir pendant le service ?
Du coup vous n'êtes plus au syndicat ?
Tu connais des gens qui sont passés par là ?
Vous en avez parlé à votre médecin ?
C'était mieux avant la fusion ?
Vous me faites confiance ?
Est-ce qu'on vous a dit combien vous toucheriez ?
Ils savent qui vous êtes ?
""".strip().split("\n")

OPEN = """
Vous dormez où, en ce moment ?
Et après, il se passe quoi ?
Vous avez appris ça comment ?
Ça a commencé quand, cette histoire ?
Tu fais quoi de tes journées ?
C'était comment, l'usine ?
Vous comptez sur qui quand ça va mal ?
Et le soir, vous rentrez comment ?
Vous me décrivez votre poste ?
Tu nous racontes la réunion d'hier ?
Vous pouvez développer un peu ?
Tu peux m'en dire un peu plus là-dessus ?
Vous en pensez quoi, de la nouvelle équipe ?
C'est qui, les gens que vous voyez le plus ?
Vous vous sentez comment quand vous sortez de l'entretien ?
On fait comment pour avoir une place ?
Vous mangiez quoi le midi ?
Et vos enfants, ils le prennent comment ?
Vous en étiez à quel moment de votre vie quand vous êtes arrivé ici ?
Ça vous a coûté quoi, de témoigner ?
En quoi est-ce difficile de s'arrêter ?
Vous commenceriez par où pour raconter tout ça ?
""".strip().split("\n")

SECOND_CLOSED = """
Vous avez un coin où vous poser ?
C'est l'année où vous avez déménagé ?
Vous avez trouvé quelqu'un à qui parler ?
On vous présente aux nouveaux ?
Vous m'expliquiez ça hier, non ?
Tu sais où dormir ce soir ?
Vous partez quand on vous le demande ?
C'est une ville où les gens se parlent ?
Vous voyez encore ceux avec qui vous étiez ?
Elle est venue quand même ?
Vous avez eu peur quand la police est entrée ?
Vous habitez là où est l'ancienne usine ?
"""
SECOND_CLOSED = SECOND_CLOSED.strip().split("\n")

SECOND_OPEN = """
Vous étiez chez qui à ce moment-là ?
Tu vas où l'hiver ?
Vous m'expliquez le planning ?
Vous vous présentez ?
Elle est partie quand, votre sœur ?
C'était quand, le déménagement ?
Vous alliez où pour vous laver ?
Vous m'en dites un peu plus ?
Vous êtes là depuis quand ?
Et pour manger, vous faites comment ?
C'est pour qui, ce cahier ?
Vous sortez par où le soir ?
"""
SECOND_OPEN = SECOND_OPEN.strip().split("\n")
