"""Invented oral sentences with every name in them marked: ``[text|TYPE]``.

Nobody here exists. The people who transcribe forget capitals, mix apostrophes, spell telephones.
"""

GOLD = """
Alors moi c'est [Sandrine|PERSON], j'ai quarante-trois ans et j'habite à [Vénissieux|PLACE] depuis toujours.
Je m'appelle [Aïcha Bentaleb|PERSON] et je suis née à [Mostaganem|PLACE], euh, le [12 mars 1971|DATE].
je m'appelle [aïcha|PERSON] et je travaille pas en ce moment
Et là [Mme Lacaze|PERSON] elle me dit mais non, il faut voir avec [M. Perrin|PERSON] directement.
On allait toujours chez les [Martin|PERSON], le dimanche, à côté de la boulangerie.
Mon numéro c'est le [06 12 34 56 78|PHONE], tu peux m'appeler quand tu veux.
Vous pouvez noter, c'est [zéro six, quarante-deux, dix-huit, zéro trois, soixante-quinze|PHONE].
c'est le [07.81.22.09.14|PHONE] sinon le fixe [+33 4 72 00 11 22|PHONE]
Écrivez-moi à [sandrine.lacaze@orange.fr|EMAIL] ou alors à l'asso, [contact@lescale-69.org|EMAIL].
mon mail c'est [karim point benali arobase gmail point com|EMAIL] tout attaché
J'habitais au [12 rue des Lilas|ADDRESS], au troisième sans ascenseur.
maintenant je suis au [34 bis av. Jean-Jaurès, 69007 Lyon|ADDRESS] dans un studio
On s'est retrouvés devant le [8 place de l'Église|ADDRESS], il faisait un froid de canard.
Mon numéro d'allocataire c'est [2481066 K|ID], je le connais par cœur.
le numéro de sécu, attends, [1 84 03 69 123 456 78|ID], voilà
Ben, [Karim|PERSON] il a pris la parole et tout le monde s'est tu.
J'en ai parlé à [Sophie|PERSON], l'éducatrice, et à [Yassine|PERSON].
Mon fils [Enzo|PERSON] est au collège [Jean-Moulin|ORG], en quatrième.
C'est l'association [L'Escale|ORG] qui m'a trouvé la place, pas la CAF.
À la CAF de [Villeurbanne|PLACE] ils m'ont dit de revenir avec les papiers.
J'ai fait deux ans à [Emmaüs|ORG], puis au foyer [Notre-Dame des Sans-Abri|ORG].
Le [docteur Lemoine|PERSON], elle est gentille, elle prend le temps.
et puis [monsieur diallo|PERSON] le gardien il nous laissait entrer
La [Croix-Rouge|ORG] passait le soir vers [Bellecour|PLACE] avec la soupe.
Moi je suis de [Saint-Étienne|PLACE], mais mes parents venaient d'[Oran|PLACE].
on est partis de [oran|PLACE] quand j'avais six ans, avec ma mère et mes frères
Il y avait [Rose|PERSON], [Marine|PERSON] et [Pierre|PERSON], toute la bande quoi.
Elle portait un manteau rose et elle regardait la pierre du pont.
La Mission locale m'a rien proposé, le RSA non plus.
J'étais au RSA, après en CDI, après de nouveau au chômage, tu vois.
Ouais. Franchement, la première fois, j'ai pas osé.
Enfin bon. Les citoyen.nes, les étudiant·e·s, tout le monde peut venir.
On y va le jeudi, des fois le samedi, et à Noël c'est fermé.
Attends, je réfléchis. Comment dire. C'est compliqué.
Il m'a dit « tu verras, ça ira mieux », et ça a été mieux.
Ma collègue [Fatoumata|PERSON] vient du [Mali|PLACE], elle parle quatre langues.
C'est [Jean-Michel Torquat|PERSON] qui a monté le projet avec [Nadia Haddad|PERSON].
[Torquat|PERSON], lui, il voulait pas entendre parler de réunion.
Le maire de [Givors|PLACE] est venu couper le ruban.
J'ai dormi trois nuits à la gare de [Perrache|PLACE].
À [Vaulx-en-Velin|PLACE] c'était pas pareil, on se connaissait tous.
Je prends le tram jusqu'à [Décines|PLACE] et après je marche.
la référente c'est [delphine wastrelin|PERSON], elle est super
mon mari [rachid|PERSON] il travaillait chez [Renault|ORG] à l'époque
On m'a mis à l'hôpital [Saint-Joseph|ORG], trois semaines.
Au lycée [Ampère|ORG] ils m'ont orienté direct en BEP.
Il est né [le 3 avril 72|DATE], il vient d'avoir sa retraite.
Née en [1984|DATE], entrée au CHRS à trente ans, sortie à trente-deux.
Mon rendez-vous est [le 14/05/2024|DATE] à neuf heures.
La réunion du [jeudi 14 mars 2024|DATE] a duré trois heures.
Tu connais [Momo|PERSON] ? Ben c'est lui qui m'a ramené ici.
tout le monde l'appelle [Titi|PERSON] mais son vrai nom c'est [Thierry Vasseur|PERSON]
Avec [Inès|PERSON] on a monté le jardin, derrière le bâtiment C.
L'avis d'[Alice|PERSON] comptait plus que celui du directeur.
Mlle [Okonkwo|PERSON] m'a aidé pour les papiers de la préfecture.
Le [Secours populaire|ORG] nous donnait des colis le mardi.
Y a eu une fête dans le quartier de la [Duchère|PLACE], en juin.
J'ai travaillé aux [Restos du Cœur|ORG] pendant deux hivers.
Sur Facebook je suis [@karim_du_69|ID], tu me trouveras.
Le site c'est [www.lescale-lyon.org|ID], c'est marqué dessus.
Elle vient de [Roumanie|PLACE], de [Timișoara|PLACE] je crois.
Et [Moussa|PERSON], qui venait de [Guinée|PLACE], il dormait dans la voiture.
Madame, vous m'entendez ? C'est pour le badge.
J'en ai parlé à ma mère, à mon frère, à personne d'autre.
Quand [Bernadette|PERSON] est partie à la retraite, c'est [Loïc Le Goff|PERSON] qui a pris la suite.
L'éduc, [Steph|PERSON], il m'a conduit à [Chambéry|PLACE] en camion.
On habitait cité des [Minguettes|PLACE], tour 104, au dixième.
Ma voisine madame [N'Guyen|PERSON] gardait les petits.
La plaque c'était [AB-123-CD|ID], je m'en souviens encore.
Tu demandes [Ghislaine|PERSON] à l'accueil, elle te donnera la clé.
Euh… l'argent. C'est tout. Faut pas se mentir.
Et donc, pour vous, la pair-aidance, ça veut dire quoi au juste ?
"""
