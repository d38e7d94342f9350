/** The sentences of the recording in the highlighter. English first; the same keys in French. */
import { spoken } from "./index.js";

/** @typedef {typeof en} AudioSentences */
export const en = {
  bar: "Recording",
  which: "Which recording",
  open: (/** @type {string} */ size) => `Open the recording (${size})`,
  opening: (/** @type {number} */ percent) => `Opening… ${percent} %`,
  stop: "Stop opening",
  play: "Play",
  pause: "Pause",
  back: "Back 3 s",
  slower: "Slower",
  faster: "Faster",
  speed: (/** @type {string} */ rate) => `Speed ${rate}`,
  turn: "Go to this turn",
  noTime: "This turn has no time in the text.",
  follow: "Follow the sound",
  time: "Time in the recording",
  cannot: "This browser does not play this kind of recording: make an mp3 of it.",
  broken: "The recording could not be read.",
  opened: "The recording is open: space plays it, “d” goes back 3 seconds, “g” goes to this turn.",
  megabytes: (/** @type {number} */ n) => `${n} MB`,
  decimal: ".",
};

/** @type {AudioSentences} */
export const fr = {
  bar: "Enregistrement",
  which: "Quel enregistrement",
  open: (size) => `Ouvrir l’enregistrement (${size})`,
  opening: (percent) => `Ouverture… ${percent} %`,
  stop: "Arrêter l’ouverture",
  play: "Écouter",
  pause: "Pause",
  back: "Reculer de 3 s",
  slower: "Plus lent",
  faster: "Plus vite",
  speed: (rate) => `Vitesse ${rate}`,
  turn: "Aller à ce tour",
  noTime: "Ce tour n’a pas de temps dans le texte.",
  follow: "Suivre le son",
  time: "Temps dans l’enregistrement",
  cannot: "Ce navigateur ne lit pas ce genre d’enregistrement : faites-en un mp3.",
  broken: "L’enregistrement n’a pas pu être lu.",
  opened: "L’enregistrement est ouvert : espace l’écoute, « d » recule de 3 secondes, « g » va à ce tour.",
  megabytes: (n) => `${n} Mo`,
  decimal: ",",
};

/** @param {unknown} lang */
export const audioSentences = (lang) => spoken(lang, en, fr);
