/** Numbers of `mail-test` are used under it; no route of the settings may have this name. */
export const TRIAL_ROUTE = 'mail-test';
