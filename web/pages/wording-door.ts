import type { NewPasswordProblem } from './door-views.ts';
import type { Language } from './views.ts';
import { doorWordsDe } from './wording-door-de.ts';
import { doorWordsEn } from './wording-door-en.ts';

/** Sentences of the owner's door and of error pages. */
export type DoorWords = {
  /** The links in the header of every page. */
  signInLink: string;
  ownerLink: string;
  signIn: {
    title: string;
    text: string;
    password: string;
    button: string;
    cookie: string;
    forgotten: string;
    missing: string;
    wrong: string;
    wait: (seconds: number) => string;
    done: Record<'signed-out' | 'everywhere', string>;
  };
  link: {
    title: string;
    setTitle: string;
    text: string;
    textAgain: string;
    button: string;
    buttonAgain: string;
    onlySignIn: string;
    onlySignInText: string;
    invalid: string;
    again: string;
  };
  newPassword: { label: string; hint: string; problem: Record<NewPasswordProblem, string> };
  password: { title: string; text: string; old: string; button: string; forgotten: string };
  problems: string;
  unencrypted: { title: string; text: string; safer: string; ways: string[] };
  unknownProxy: (address: string) => string;
  owner: {
    title: string;
    none: string;
    noneButton: string;
    done: Record<'first' | 'signed-in' | 'password', string>;
    published: Record<'nothing' | 'live' | 'evidence' | 'both', string>;
    next: {
      probe: string;
      probeButton: string;
      outage: string;
      outageButton: string;
      draft: string;
      draftButton: string;
      reported: string;
      reportedButton: string;
      alarm: string;
      alarmButton: string;
      alarmFails: string;
      alarmFailsButton: string;
    };
    view: string;
    settings: string;
    probe: string;
    publishing: string;
    reports: string;
    server: string;
    newLine: string;
    alarms: string;
    site: string;
    changePassword: string;
    signOut: string;
    everywhere: string;
    everywhereText: string;
  };
  /** How the server was set up, before the command for it. */
  ranAs: Record<'service' | 'docker' | 'folder', string>;
  become: { title: string; text: string; again: string };
  onward: { title: string; text: string; button: string };
  error: Record<400 | 401 | 403 | 404 | 405 | 429 | 500 | 503, { title: string; text: string }>;
  backHome: string;
};

export const doorWords: Record<Language, DoorWords> = { de: doorWordsDe, en: doorWordsEn };
