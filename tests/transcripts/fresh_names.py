"""Oral sentences of other worlds (health, conflicts at work, small towns, cooperatives), marked ``[text|TYPE]``.

Written before the finder was run on them: names in small letters, organisations above all. Nobody here exists.
"""

FRESH = """
alors moi j'ai été suivie au centre médico-psychologique de [brioude|PLACE], avec le docteur [vaillant|PERSON]
À la clinique des [Tilleuls|ORG] on m'a gardée trois semaines, personne me disait rien.
C'est l'infirmière du service [Arc-en-ciel|ORG] qui a appelé [Josette|PERSON].
j'étais au foyer [les peupliers|ORG], à [issoire|PLACE], j'avais dix-sept ans
On a occupé l'usine [Duralume|ORG] pendant quarante jours, jour et nuit.
le patron de chez [Mercandier|ORG] il a jamais voulu nous recevoir
J'ai bossé douze ans chez [Transports Vaillot|ORG], à [Feyzin|PLACE].
La coopérative [Graines de Lune|ORG], c'est [Mathilde Orsenne|PERSON] qui l'a fondée avec son frère.
on livre à [la Ruche aux Légumes|ORG] tous les mercredis et au marché de [Langeac|PLACE]
L'asso [Un toit pour tous|ORG] nous a prêté le local.
J'ai rejoint le collectif [Soif de justice|ORG] après les licenciements.
Avec [Solidarité Paysans|ORG] on a pu garder les bêtes.
C'est [France Bénévolat|ORG] qui m'a mis en contact avec eux.
La [Ligue contre le cancer|ORG] payait le taxi, heureusement.
Mon syndicat c'est [Sud Santé|ORG], et le délégué c'est [Fabrice|PERSON].
Ils m'ont envoyé à [Adecco|ORG], puis à [Manpower|ORG], des missions d'une semaine.
chez [amazon|ORG] tu comptes tes pas, chez [carrefour|ORG] tu comptes tes sous
Ma fille est à l'IME [Les Coquelicots|ORG], elle prend le car à sept heures.
Le Groupement d'entraide mutuelle [La Passerelle|ORG], on y boit le café le matin.
J'ai été aux [Compagnons du Devoir|ORG], à [Rodez|PLACE], charpentier.
Au tribunal de [Privas|PLACE] l'avocate, [maître Sabourin|PERSON], elle a tout repris.
mon chef [dédé|PERSON] il disait qu'à [saint-flour|PLACE] on n'embauchait plus
[Gégé|PERSON] et [Nanou|PERSON] tenaient le bistrot de la place, à [Craponne|PLACE].
Moi je suis [auvergnat|PLACE], mes parents étaient [stéphanois|PLACE].
À l'épicerie sociale [Le Panier Fleuri|ORG], madame [Ferreira|PERSON] connaît tout le monde.
On a créé la SCOP [Les Mains Vertes|ORG] à huit, sans un sou.
La mutuelle [Harmonie|ORG] m'a remboursé la moitié de l'appareil.
J'ai porté plainte contre [Onet|ORG], le nettoyage, pour les heures.
C'est le club de rugby, l'[AS Montferrand|ORG], qui m'a sauvé la vie.
Le docteur [N'Guessan|PERSON] m'a envoyée à l'hôpital [Sainte-Marie|ORG], au pavillon B.
[Mme Le Bihan|PERSON], de la Maison des adolescents, elle écoutait vraiment.
j'ai fait ma cure à [châtel-guyon|PLACE] avec [odile|PERSON] et [marie-jo|PERSON]
Le maire, [M. d'Aubrac|PERSON], a fermé la crèche [Pirouette|ORG] en juillet.
On fait partie du réseau [Cocagne|ORG], comme le jardin de [Thiers|PLACE].
[Enercoop|ORG] nous fournit l'électricité, et la banque c'est la [Nef|ORG].
Au début on était trois, [Sélim|PERSON], [Perrine|PERSON] et moi, dans le garage de son oncle.
Mon éducatrice de l'[ADAPEI|ORG], elle s'appelle [Corinne|PERSON], passe le mardi.
j'ai appelé [sos amitié|ORG] une nuit de novembre, ça m'a tenu debout
Le chantier d'insertion [Tremplin 43|ORG] m'a repris après la prison de [Riom|PLACE].
Ben là, franchement, on se débrouille, on a monté une caisse de grève et voilà.
Et puis le car ne passe plus, la poste a fermé, le médecin est parti.
"""

SECOND = """
Je suis passée par l'entreprise adaptée [Ateliers du Forez|ORG], à l'emballage.
À la maternité [Bel Air|ORG] la sage-femme, [Clotilde|PERSON], m'a tenu la main.
on s'est inscrits à l'AMAP [les Paniers de Julie|ORG] avec les voisins
C'est le délégué de [Force ouvrière|ORG] qui a négocié, pas le patron.
mon frère est chez [lidl|ORG], ma sœur chez [veolia|ORG], moi rien
Le bailleur, [Habitat Confort|ORG], ne répond jamais au téléphone.
J'allais à l'accueil de jour [La Parenthèse|ORG] pour la douche.
Notre GAEC s'appelle [Les Hauts Pâturages|ORG], on est quatre.
À la MJC [Simone Veil|ORG], le vendredi, y avait de la capoeira.
On a signé avec [Terre de liens|ORG] pour les six hectares, à [Saugues|PLACE].
C'est une salariée d'[Aides|ORG] qui m'a accompagnée au test.
Moi j'étais cariste à l'entrepôt [Cordelier|ORG], de nuit.
la fanfare [Les Bras cassés|ORG] a joué devant la préfecture
Ils ont racheté la laiterie [Bonnefoy|ORG] et viré tout le monde.
[Yolande|PERSON], du café associatif [Le Grand Bain|ORG], me gardait le journal.
le cabinet [Morel et Fils|ORG] a fait la compta de travers
L'association de quartier [Vivre aux Chartreux|ORG] organise le repas.
Je milite à la [Confédération paysanne|ORG] depuis [Roybon|PLACE].
à l'ehpad [les glycines|ORG], ils sont deux pour quarante
Le docteur [Ben Salah|PERSON] travaille à la maison de santé de [Dunières|PLACE].
Le restaurant [Chez Lulu|ORG] m'a pris en extra tout l'été.
J'ai fait l'école [Boulle|ORG] puis la Poste, puis plus rien.
On est adhérents de la fédération [Envie|ORG] depuis trois ans.
les filles de [saint-étienne|PLACE], des [stéphanoises|PLACE], elles rigolaient bien
"""
