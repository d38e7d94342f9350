/** The sentences of the coding page, opened without Python. English first; the same keys in French. */
import { spoken } from "./index.js";

/** @typedef {typeof en} PageSentences */
export const en = {
  title: "Coding",
  fileStem: "coding",
  lead: (/** @type {string} */ coder) => `You code as ${coder}, without Python and without the Internet.`,
  privacy: "This page holds the whole text of these interviews, as it is in the study: with pseudonyms. It still tells of real lives: keep it as you keep the study, send it to nobody who may not read them.",
  save: "Download my answers",
  load: "Take up a file of answers",
  kept: { local: "Kept in this browser, not in the study", sealed: "Kept in this browser, sealed; not in the study", memory: "In this open page only" },
  nothing: "Nothing coded here yet.",
  waiting: (/** @type {number} */ n) => (n === 1 ? "1 gesture is in no file yet: download your answers when you stop." : `${n} gestures are in no file yet: download your answers when you stop.`),
  downloaded: "Your answers are in a file: bring it into the study with “carnet codings import”.",
  memory: "This browser keeps nothing for this page (private window, storage full or forbidden): what you do is in this open page only. Download your answers before you close it.",
  saved: (/** @type {number} */ n) => `${n === 1 ? "1 change is" : `${n} changes are`} in the file that was just downloaded, and in the study once it is imported.`,
  savedNone: "There is nothing to download yet: code a passage first.",
  loaded: (/** @type {number} */ taken, /** @type {number} */ left) => `${taken === 1 ? "1 change" : `${taken} changes`} taken up from the file.${left ? ` Left out: ${left}, as this page has changed the same passages otherwise.` : ""} “Undo” takes them back.`,
  loadedNone: (/** @type {number} */ left) => (left ? `Nothing was taken up: this page has changed the same ${left} passages otherwise.` : "Everything in this file is already here."),
  faults: /** @type {Record<string, string>} */ ({
    notAnswers: "This is not a file of answers of a coding page.",
    damaged: "This file of answers was changed or cut short on its way: nothing was taken up.",
    otherPage: "These answers belong to another coding page.",
  }),
  slow: "The browser is slow to keep your last gesture: wait before you close the page.",
  refusal: (/** @type {string} */ key, about = "") => /** @type {[string, string]} */ ({
    halfCharacter: ["This holds half a character.", "Type it again."],
    goneCoding: ["This coded passage is no longer there.", "Nothing was changed. Choose another passage."],
    linked: ["A verdict or a chosen extract hangs on this coding: it cannot be deleted.", "Nothing was changed. Give it another code, or write a memo."],
    goneCode: ["This code is not in the codebook of this page.", "Choose another code."],
    goneMemo: ["This memo was deleted meanwhile.", "Write it again if you still need it."],
    emptyMemo: ["This memo is empty.", "Write at least a word."],
    oneAtATime: ["This is done on one coded passage at a time.", ""],
    oneCode: ["A passage is given one code, known or new.", ""],
    otherText: ["This was chosen in another text.", "Choose the words again."],
    noWords: ["There is no word there.", "Choose the words again."],
    already: [`This passage bears the code “${about}” already.`, "Choose another code, or other words."],
    nothingToUndo: ["There is nothing left to undo.", ""],
    nothingToRedo: ["There is nothing left to redo.", ""],
    builtUpon: ["This cannot be taken back: something was built on it since.", "Undo first what came after it."],
  }[key] ?? ["This page cannot do that.", "Make the page again with “carnet code-page”."]),
};

/** @type {PageSentences} */
export const fr = {
  title: "Codage",
  fileStem: "codage",
  lead: (coder) => `Vous codez en tant que ${coder}, sans Python et sans Internet.`,
  privacy: "Cette page contient le texte entier de ces entretiens, tel qu’il est dans l’étude : avec les pseudonymes. Il raconte de vraies vies : gardez-la comme vous gardez l’étude, ne l’envoyez à personne qui ne doit pas les lire.",
  save: "Télécharger mes réponses",
  load: "Reprendre un fichier de réponses",
  kept: { local: "Gardé dans ce navigateur, pas dans l’étude", sealed: "Gardé dans ce navigateur, chiffré ; pas dans l’étude", memory: "Dans cette page ouverte seulement" },
  nothing: "Rien n’est encore codé ici.",
  waiting: (n) => (n === 1 ? "1 geste n’est encore dans aucun fichier : téléchargez vos réponses quand vous vous arrêtez." : `${n} gestes ne sont encore dans aucun fichier : téléchargez vos réponses quand vous vous arrêtez.`),
  downloaded: "Vos réponses sont dans un fichier : faites-le entrer dans l’étude avec « carnet codings import ».",
  memory: "Ce navigateur ne garde rien pour cette page (fenêtre privée, stockage plein ou interdit) : ce que vous faites n’est que dans cette page ouverte. Téléchargez vos réponses avant de la fermer.",
  saved: (n) => `${n === 1 ? "1 changement est" : `${n} changements sont`} dans le fichier qui vient d’être téléchargé, et ${n === 1 ? "sera" : "seront"} dans l’étude quand il y sera importé.`,
  savedNone: "Il n’y a encore rien à télécharger : codez d’abord un passage.",
  loaded: (taken, left) => `${taken === 1 ? "1 changement repris" : `${taken} changements repris`} du fichier.${left ? ` Laissés de côté : ${left}, car cette page a changé autrement les mêmes passages.` : ""} « Annuler » les retire.`,
  loadedNone: (left) => (left ? `Rien n’a été repris : cette page a changé autrement les mêmes ${left} passages.` : "Tout ce que contient ce fichier est déjà ici."),
  faults: {
    notAnswers: "Ce fichier n’est pas un fichier de réponses d’une page de codage.",
    damaged: "Ce fichier de réponses a été modifié ou coupé en chemin : rien n’a été repris.",
    otherPage: "Ces réponses sont celles d’une autre page de codage.",
  },
  slow: "Le navigateur tarde à garder votre dernier geste : attendez avant de fermer la page.",
  refusal: (key, about = "") => /** @type {[string, string]} */ ({
    halfCharacter: ["Il y a là une moitié de caractère.", "Saisissez-la de nouveau."],
    goneCoding: ["Ce passage codé n’est plus là.", "Rien n’a été changé. Choisissez un autre passage."],
    linked: ["Un avis ou un extrait choisi dépend de ce codage : il ne peut pas être supprimé.", "Rien n’a été changé. Donnez-lui un autre code, ou écrivez un mémo."],
    goneCode: ["Ce code n’est pas dans la grille de cette page.", "Choisissez un autre code."],
    goneMemo: ["Ce mémo a été supprimé entre-temps.", "Écrivez-le de nouveau si vous en avez encore besoin."],
    emptyMemo: ["Ce mémo est vide.", "Écrivez au moins un mot."],
    oneAtATime: ["Cela se fait sur un seul passage codé à la fois.", ""],
    oneCode: ["Un passage reçoit un code à la fois, connu ou nouveau.", ""],
    otherText: ["Ces mots ont été choisis dans un autre texte.", "Choisissez-les de nouveau."],
    noWords: ["Il n’y a pas de mot à cet endroit.", "Choisissez les mots de nouveau."],
    already: [`Ce passage porte déjà le code « ${about} ».`, "Choisissez un autre code, ou d’autres mots."],
    nothingToUndo: ["Il n’y a plus rien à annuler.", ""],
    nothingToRedo: ["Il n’y a plus rien à rétablir.", ""],
    builtUpon: ["Cela ne peut pas être annulé : autre chose a été bâti dessus depuis.", "Annulez d’abord ce qui est venu après."],
  }[key] ?? ["Cette page ne sait pas faire cela.", "Refaites la page avec « carnet code-page »."]),
};

/** @param {unknown} lang */
export const pageSentences = (lang) => spoken(lang, en, fr);
