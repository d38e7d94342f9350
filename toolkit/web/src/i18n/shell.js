/** What every notebook component says of itself: what is kept, what is not, why. English first; same keys in French. */
import { spoken } from "./index.js";

/** @typedef {typeof en} ShellSentences */
export const en = {
  opening: "Opening…",
  kept: "Everything is saved",
  saving: (/** @type {number} */ n) => (n === 1 ? "Saving…" : `Saving ${n} changes…`),
  slow: "Python has not answered yet: it may be running another cell. What says “Saving…” is not saved yet.",
  dead: "Python has stopped: nothing that you do here would be saved any more. Run the cell again; what was saved is still there.",
  outdated: "This view and Carnet are not of the same version: nothing can be changed here. Save the notebook, reload the page in the browser, then run the cell again.",
  lost: (/** @type {number} */ n) => (n === 1 ? "Your last change was not saved." : `Your last ${n} changes were not saved.`),
  notSaved: "Not saved",
  close: "Close",
};

/** @type {ShellSentences} */
export const fr = {
  opening: "Ouverture…",
  kept: "Tout est enregistré",
  saving: (n) => (n === 1 ? "Enregistrement…" : `Enregistrement de ${n} changements…`),
  slow: "Python n’a pas encore répondu : il exécute peut-être une autre cellule. Ce qui est « en cours d’enregistrement » n’est pas encore enregistré.",
  dead: "Python s’est arrêté : ce que vous feriez ici ne serait plus enregistré. Relancez la cellule ; ce qui était enregistré l’est toujours.",
  outdated: "Cette vue et Carnet n’ont pas la même version : rien ne peut être changé ici. Enregistrez le notebook, rechargez la page du navigateur, puis relancez la cellule.",
  lost: (n) => (n === 1 ? "Votre dernier changement n’est pas enregistré." : `Vos ${n} derniers changements ne sont pas enregistrés.`),
  notSaved: "Non enregistré",
  close: "Fermer",
};

/** @param {unknown} lang */
export const shellSentences = (lang) => spoken(lang, en, fr);
