"""Invented oral extracts to work on the finder with, every name marked ``[text|TYPE]``. Nobody here exists.

The held-out extracts are elsewhere (``oral*``): these were written, and are added to, while the finder is mended.
An extract ends with an empty line.
"""

DEV = """
bah moi c'est [nadège|PERSON], [nadège cazeneuve|PERSON], j'habite à [craponne|PLACE] enfin à côté, dans un hameau

on m'a dit d'aller voir [mme ferreira|PERSON] à la maison de quartier, elle connaît tout le monde

[M. DUPUY|PERSON] il est venu avec [KARIM|PERSON] et ils ont tout cassé. Le lendemain la police était là.

Chez les [Bertrand|PERSON] on mangeait à midi pile, chez les [Da Silva|PERSON] jamais avant deux heures.

chez les [martin|PERSON] y avait toujours du café, c'était la maison du bon dieu

Enquêtrice : Et vous êtes née où ?
[Mireille|PERSON] : À [Saint-Julien-Chapteuil|PLACE], en [haute-loire|PLACE], enfin ma mère était de [Langeac|PLACE].

[Mme Bouvier|PERSON] : Non non, moi j'ai jamais dit ça.
Enquêteur : D'accord.
[Mme Bouvier|PERSON] : Demandez à [Gégé|PERSON] !

mon numéro euh zéro six c'est [zéro six douze quarante-cinq non quarante-six dix-huit vingt-deux|PHONE] voilà

tu peux me joindre au [07 81 22 19 04|PHONE], sinon par mail c'est [nadege.cz@free.fr|EMAIL]

Mon mail ? C'est [n point cazeneuve arobase laposte point net|EMAIL], tout en minuscules.

j'ai appelé le [04.71.09.33.12|PHONE] trois fois, ils décrochent pas, à la fin j'ai laissé tomber

Je suis née le [14 mai 1962|DATE], donc j'ai connu l'usine avant la fermeture.

il est né le [trois février soixante-dix-huit|DATE] à [Oujda|PLACE], arrivé en France à six ans

ma date de naissance c'est le [22/11/1985|DATE] et je suis toujours pas à la retraite

J'ai donné mon numéro de sécu, [2 62 05 43 157 012 33|ID], et ils l'ont perdu.

mon numéro CAF c'est le [0458712|ID], attendez je vérifie, oui [0458712|ID]

L'IBAN c'était [FR76 3000 6000 0112 3456 7890 189|ID] mais le compte est fermé.

La voiture c'était une Clio, [CW-418-RT|ID], je l'ai vendue à [Ludo|PERSON].

Le dossier porte le numéro [2023-0457-B|ID], c'est écrit en haut.

J'habitais [17 rue du Onze-Novembre|ADDRESS], au-dessus de la boulangerie.

on est au [3 bis impasse des tanneurs|ADDRESS], à [thiers|PLACE], depuis l'hiver

L'adresse c'est [42 avenue de la République, 63000 Clermont-Ferrand|ADDRESS], troisième étage.

Elle s'appelle [Rose|PERSON], ma voisine. Elle a planté une rose devant la porte.

Pierre qui roule n'amasse pas mousse, comme disait [Pierre|PERSON], mon beau-frère.

[Marine|PERSON] a fait son service dans la marine, ça s'invente pas.

La Mission locale m'a envoyé à Pôle emploi, et Pôle emploi à la Mission locale.

On a descendu la [Loire|PLACE] en canoë, de [Vorey|PLACE] à [Retournac|PLACE].

Je travaille dans la [Loire|PLACE], le 42, mais je vis dans le [Rhône|PLACE].

Le sens de tout ça, franchement, gap ou pas gap, ça vire au n'importe quoi, il faut que ça mûrisse.

Il est nice, le nouveau. Il a du brie dans son frigo, du vin de pays, il fait des tours de magie.

Je vis à [Die|PLACE], avant j'étais à [Gap|PLACE], et ma sœur est à [Sens|PLACE].

Les salarié·es, les directeur·rices, les bénévoles : tou·te·s sont venu·e·s à la réunion des habitant.e.s.

on l'appelait [Titi|PERSON], son frère c'était [Nono|PERSON], et le cousin [la Fouine|PERSON]

[Jean-Ba|PERSON] et [Sam|PERSON] ils géraient le bar, moi j'étais à la porte

L'éduc [Momo|PERSON] m'a conduit chez [le docteur Vasseur|PERSON], à [Brioude|PLACE].

[Mme B.|PERSON] m'a dit que [M. T.|PERSON] était parti en retraite.

J'ai travaillé avec [A. Meunier|PERSON] et [Th. Garrigue|PERSON], à la compta.

Franchement [Aurore|PERSON] elle est arrivée à l'aurore, tout le monde a rigolé.

On bossait chez [Michelin|ORG], aux [Carmes|PLACE], enfin mon père, moi j'étais chez [Aubert et Duval|ORG].

l'asso s'appelle [les doigts verts|ORG], on est douze, on fait du maraîchage

C'est l'épicerie [Le Bon Grain|ORG] qui nous a fait crédit tout l'hiver.

Je suis bénévole à [La Cloche|ORG] et aux [Petits Frères des Pauvres|ORG] depuis la retraite.

j'ai été placé au foyer [saint-vincent|ORG] puis en famille d'accueil à [ambert|PLACE]
chez [odette|PERSON] et [roger|PERSON]

à l'hôpital [Estaing|ORG] ils m'ont dit de revenir lundi, à [Gabriel-Montpied|ORG] pareil

Au collège [Lucie-Aubrac|ORG] j'avais [M. Roche|PERSON] en maths, une peau de vache.

Le GEM [L'Embellie|ORG], à [Issoire|PLACE], c'est [Solange|PERSON] qui tient la caisse.

À la [Maison de la Roche|ORG] on était bien traités, la roche elle-même surplombe le village.

Franchement, Madame, je sais pas. Docteur, je lui ai dit, c'est pas moi.

Mardi j'ai vu l'assistante sociale. Janvier c'est toujours dur. En [Auvergne|PLACE] il neige.

Ah ben [Martin|PERSON] il est reparti à [Mende|PLACE], tu connais [Martin|PERSON], le grand, celui qui boite.

[Florence|PERSON] est partie en vacances à [Florence|PLACE], elle a trouvé ça drôle.

[Clément|PERSON] a été clément, il a rien dit au chef. Prudence, quand même.

je lui ai dit [victoire|PERSON] arrête, c'est ma fille [victoire|PERSON], et ça a été une victoire

J'ai demandé à [Yamina Ouhab|PERSON], la présidente de [Femmes d'Ici|ORG], elle a dit oui tout de suite.

[Ouhab|PERSON] c'est une femme forte, et le père [Ouhab|PERSON] pareil.

la famille [traoré|PERSON] est venue, les [koné|PERSON] aussi, on a fait un mafé pour cinquante

le maire [laurent wauquelin|PERSON] il nous a reçus deux minutes

Y a [Zohra|PERSON], y a [Patou|PERSON], y a [Jojo|PERSON], [Dom|PERSON], [Cathy|PERSON], bref toute la bande du jeudi.

[Sylvie D.|PERSON] et [Paul-Henri|PERSON] ont écrit la lettre, [Bénédicte|PERSON] l'a postée.

Mon compte insta c'est [@nad_cz63|ID], et la page c'est [facebook.com/lesdoigtsverts|ID].

J'ai habité [Bamako|PLACE], [Dakar|PLACE], puis [Montreuil|PLACE], et me voilà en [Haute-Loire|PLACE].

de [clermont|PLACE] à [vichy|PLACE] y a une heure de train, après le bus pour [cusset|PLACE]

je prends le bus à [jaude|PLACE], euh, place de [Jaude|PLACE], et je descends aux [Salins|PLACE]

On se retrouvait au café [Le Chien qui fume|ORG], rue de la gare.

Mon chef, un certain [Wilfried|PERSON], m'a mis à pied trois jours.

Ma référente s'appelle [Anne-So|PERSON], elle a trente ans, elle comprend tout.

Le petit [Noé|PERSON] dort, la grande, [Fleur|PERSON], cueille des fleurs.

J'ai rien contre [Dieudonné|PERSON], c'est mon voisin, mais Dieu merci il déménage.

J'ai voté pour la liste, pas pour lui. Macron, Le Pen, c'est pareil qu'ils disent.

Alors du coup on a fait un COPIL avec la DREETS, l'ARS, le CD 63 et la Métropole.

Bon. Ben voilà. Après, la Covid est arrivée. Du coup plus rien. Zoom, Teams, le Doodle, tout ça.

Ils disent « Monsieur, il faut un justificatif ». Quel justificatif ? Internet, j'en ai pas.

je me souviens plus, mon pote [bakary|PERSON] te dira, ou alors [sékou|PERSON], ils étaient là

[NADIA|PERSON] ET [JEAN-PIERRE|PERSON] SONT ARRIVÉS EN RETARD À [LYON|PLACE].

(soupir) Enfin [Thérèse|PERSON], elle, elle a tenu vingt ans à l'[ADAPEI|ORG] de [Rodez|PLACE].

[D'Almeida|PERSON], le gardien, il nous ouvrait. [O'Connor|PERSON], le prof d'anglais, aussi.

le directeur de l'Ehpad [les hortensias|ORG], [m. chazal|PERSON], a démissionné

J'étais à l'école avec [Abdel|PERSON], [Moha|PERSON] et le fils [Perrin|PERSON].

les fils [perrin|PERSON] ils ont repris la ferme, le père [perrin|PERSON] est mort en [août 2004|DATE]

Ça remonte à mars 2020, on était confinés, puis en juin ça s'est rouvert.

tu notes ? c'est [zéro quatre, soixante-treize, euh, quatre-vingt-onze, deux fois douze, zéro huit|PHONE]

zéro six, attends, non, [zéro sept quatre-vingt-deux onze trente-six quarante-neuf|PHONE], je change tout le temps

Mon adresse mail perso c'est [paul tiret du six henri at yahoo point fr|EMAIL], facile.

j'suis d'[aurillac|PLACE] moi, une vraie [aurillacoise|PLACE], mon mari est [corrézien|PLACE]

La [CGT|ORG] a appelé à la grève, [SUD|ORG] aussi, devant chez [Luxfer|ORG].

Les gens du [Puy|PLACE], ceux de [Le Puy-en-Velay|PLACE], ils viennent au marché d'[Yssingeaux|PLACE].

à [La Réunion|PLACE] c'est pas comme ici, à la réunion de lundi j'ai dit : moi je viens de [Saint-Denis|PLACE]

Je suis en service civique à [Unis-Cité|ORG], avant j'étais à l'[Afev|ORG], ma tutrice c'est [Johanna|PERSON].

[Kévin|PERSON] le mec de [Jess|PERSON] il a dit [Ry|PERSON] il ramène la sono
"""

AFTER = """
Et puis la [Coopérative du bout du monde|ORG] a ouvert, et le [Panier malin|ORG], en face, a fermé.

On a vu la [Boîte à outils|ORG], l'[Établi commun|ORG], et [Terres et Saisons|ORG], qui font du compost.

Moi c'est simple, [Rien à jeter|ORG], l'asso, m'a sauvé la vie. La trésorière de la [Main tendue|ORG] aussi.

je suis salarié à l'[escale|ORG], le foyer de jour, et le soir au [topdemain|ORG], c'est le nom du bar

avant j'étais chez [maçon et fils|ORG], puis chez [travaux dupré|ORG], après chez [violette|PERSON]

[toitures du pilat|ORG] ça s'appelle, ma boîte, et mon associé c'est [fabrice|PERSON]

hier [marguerite|PERSON] m'a dit t'inquiète, et y'a [prune|PERSON] qui rigolait, et [rose|PERSON] elle pleurait

ma fille s'appelle [clémence|PERSON], et [clémence|PERSON] est têtue comme une mule

[Ange|PERSON] c'était le gardien, [Fleur|PERSON] elle tenait le standard, et [Titi|PERSON] c'est le chat.

[GRÂCE|PERSON] : BONJOUR.
INT : Bonjour.
[CÉLESTE|PERSON] : ON Y VA ?

ON HABITAIT À [TARARE|PLACE], PRÈS DU CANAL, ET MON PÈRE TRAVAILLAIT CHEZ [LAINES ET FILS|ORG] AVEC [MOHAND|PERSON].

J'ai travaillé avec [B.|PERSON], une collègue. [B.|PERSON] a démissionné, et [L. D.|PERSON], le chef, aussi.

[P.-Y.|PERSON], notre animateur, dit toujours : on verra. Le plan B. Voilà.

Née le [quatre du douze soixante et un|DATE], elle n'avait pas de papiers.

Mon dossier c'est [RH-2291-KD-7|ID], et la convention [42-2021-INS-0033|ID], tu vois le genre.

ma sécu c'est [deux, cinquante-neuf, zéro trois, soixante-neuf, deux cent douze, cent un, et la clé trente|ID]

Tu l'appelles au [zéro six, quarante-deux, dix-neuf, enfin vingt-neuf, douze, zéro un|PHONE], elle décroche jamais.

C'est le [(+33) 7 81 22 19 04|PHONE], ou le [06.42 19.12-01|PHONE].

Son mail c'est [accueil, en minuscules, arobase, la petite maison, tout attaché, point org|EMAIL].

J'habite à [Lyon|PLACE], dans le [huitième|PLACE], mais je suis du [69|PLACE] depuis peu, avant du [neuf-cinq|PLACE].

il vient de [la mulatière|PLACE], enfin du quartier de la [saulaie|PLACE], derrière la gare

Monsieur [Guy de Trévignon|PERSON] et [Mme du Plessis de Grenédan|PERSON] étaient là, et
[Ana do Rosario dos Santos|PERSON].

J'ai vu le docteur [Avril|PERSON], puis [Thi Hoa Mai|PERSON], l'infirmière. En avril il pleuvait.

[Roux|PERSON], [R-O-U-X|PERSON], comme la couleur. Et [Kaczmarek|PERSON], [K A C Z M A R E K|PERSON].

L'adresse c'est [résidence Les Cèdres, bâtiment D, 14 avenue du Général-Leclerc, 38000 Grenoble|ADDRESS].

Livrez [ZI des Marais, lot 4, 01000 Bourg-en-Bresse|ADDRESS], ou au [9 rue du Pont à Mousson|ADDRESS].

Au Gem on boit le café. J'ai dit à [Constance|PERSON] : viens. Elle est venue.

la prof du [Club des six|ORG] et celle de [Solis Conseil|ORG] se sont parlé au [Grand Écart|ORG], le bar.
"""

WIDER = """

on a fait le dossier avec [initiatives rurales|ORG], une asso de [marvejols|PLACE], et c'est [sabrina|PERSON]
qui l'a porté

Le directeur des [Ateliers Nouveaux|ORG] nous a reçus avec [Mme Tran|PERSON], de la mairie de [Saint-Affrique|PLACE].

C'est grâce à [Second Souffle|ORG] que j'ai retrouvé un logement, à [Millau|PLACE], rue [Droite|PLACE].

je bosse à la [ferme des trois chênes|ORG], on est six, y'a [léo|PERSON], y'a [manon|PERSON], et le patron
[m. Vayssade|PERSON]

Au [Pied à l'étrier|ORG] on fait de l'équitation avec les gamins du foyer, [Hélène|PERSON] monte avec eux.

Ils ont fermé [Cartonneries du Lot|ORG], où mon père a fait trente ans. Lui, [Émile Cransac|PERSON], il s'en
est jamais remis.

La fanfare [Les Pas Pressés|ORG] est venue jouer. [Anatole|PERSON] au tuba, le maire en larmes.

J'ai bossé pour [Alliance Propreté|ORG], puis pour [Domelis|ORG], puis plus rien, à cause du dos.

On se retrouve chez [Paulette|PERSON], le bar de [Laissac|PLACE], tous les vendredis.

y a [nono|PERSON] de la [fabrique|ORG], le tiers-lieu, qui passe avec son camion

L'entreprise [Roquebrune et Associés|ORG] a racheté le hangar, la mairie a rien dit.

MON PATRON C'ÉTAIT [MONSIEUR GALTIER|PERSON], À LA [SCIERIE GALTIER|ORG], PRÈS DE [DECAZEVILLE|PLACE]. IL EST
MORT EN TRAVAILLANT.

ma fille est suivie à l'[oiseau bleu|ORG], le cmpp, par [madame bennani|PERSON]

Le club [Saint-Louis Basket|ORG] m'a prêté la salle, [Idrissa|PERSON] a fait l'arbitre.

moi [thérèse|PERSON] je la connais depuis l'école, à [rignac|PLACE], avec les sœurs

[Basile|PERSON] il a ouvert [Le Petit Moulin|ORG], une épicerie. [Basile|PERSON] c'est le neveu de [Gilberte|PERSON].

[Clarisse|PERSON], l'assistante sociale, m'a envoyée aux [Jardins solidaires|ORG] de [Capdenac|PLACE].

On était trois associations : [Vivre ici|ORG], les [Colporteurs|ORG], et nous.

Mon numéro ? Le zéro six, attends : [zéro six quarante-huit, deux fois vingt-deux, zéro neuf, dix-sept|PHONE].

Écrivez à [contact arobase second souffle point asso point fr|EMAIL], c'est [Maud|PERSON] qui lit.

né le [douze juillet mille neuf cent cinquante-neuf|DATE] à [Sfax|PLACE], matricule [AF-20331-7|ID]

le docteur [sicard|PERSON] m'a dit allez voir à l'hôpital [jacques-puel|ORG]

Je travaille à l'[Envol|ORG], l'IME. Avant j'étais à la [Clé des champs|ORG], une maison de retraite.

la boulangère, [yvette|PERSON], et son mari [dany|PERSON], ils ont vendu à [farine et compagnie|ORG]

À [Onet-le-Château|PLACE] les voisins m'ont aidé : M. et Mme [Lacan|PERSON], et [Kouamé|PERSON], du troisième.

J'avais un chef, [De Souza|PERSON], qui nous parlait mal. [De Souza|PERSON] a été muté à [Albi|PLACE].

Je veux pas citer [Mme P.|PERSON] mais bon, [P.|PERSON], tout le monde sait qui c'est, à [Olemps|PLACE].

Rien de neuf. On attend. Le préfet a dit oui, la région a dit non, alors on attend.

Bref, la rose des vents, le tour de table, la pierre à l'édifice, tout ce vocabulaire de réunion.

Ouais nan mais franchement jsuis crevé, jtravaille de nuit, jvois plus mes gosses, c'est la galère.
"""
