import type { DoorWords } from './wording-door.ts';

export const doorWordsEn: DoorWords = {
  signInLink: 'Sign in',
  ownerLink: 'Manage',
  signIn: {
    title: 'Sign in',
    text: 'For the owner of this server. Who only reads what is published need not sign in.',
    password: 'Password',
    button: 'Sign in',
    cookie: 'Signing in sets one cookie, which serves that purpose only.',
    forgotten:
      'Password lost, or none set yet? On the device that runs the server, this command prints a link that works once:',
    missing: 'Please enter your password.',
    wrong: 'The password is not right.',
    wait: (seconds) => `Too many attempts. Please try again in ${seconds === 1 ? 'one second' : `${seconds} seconds`}.`,
    done: {
      'signed-out': 'You are signed out.',
      everywhere: 'You are signed out of every browser. Links to sign in that were not used yet are void.',
    },
  },
  link: {
    title: 'Welcome back',
    setTitle: 'Welcome',
    text: 'This link makes you the owner of this server. Choose a password: with it you sign in from now on, from your phone as well.',
    textAgain:
      'This link works once and needs no password. If you have lost your password, choose a new one here; every other browser is then signed out.',
    button: 'Set password and sign in',
    buttonAgain: 'Set new password and sign in',
    onlySignIn: 'Only sign in',
    onlySignInText: 'The password stays as it is.',
    invalid: 'This link is not valid or no longer valid: it has been used, or is older than 24 hours.',
    again: 'On the device that runs the server, this command prints a new link:',
  },
  newPassword: {
    label: 'New password',
    hint: 'At least 10 characters. Several words that have nothing to do with each other are easy to remember and hard to guess.',
    problem: {
      'too-short': 'The password must have at least 10 characters.',
      'too-long': 'The password may have at most 200 characters.',
      common: 'This password stands on the lists that everybody tries first. Please choose another.',
      name: 'This password is little more than a name that stands on the pages. Please choose another.',
    },
  },
  password: {
    title: 'Change password',
    text: 'Every other browser is signed out after that.',
    old: 'Present password',
    button: 'Change password',
    forgotten:
      'Present password lost? On the device that runs the server, this command prints a link with which you set a new one:',
  },
  problems: 'That did not work:',
  unencrypted: {
    title: 'This connection is not encrypted.',
    text: 'Others in the same network could read along, the password too. In your own home network that is mostly acceptable, in others it is not.',
    safer: 'Safer ways',
    ways: [
      'on the device itself, at http://localhost:8080 (or the port that you set);',
      'through a tunnel, for instance with ssh -L 8080:localhost:8080 and the name of the device, then http://localhost:8080;',
      'with HTTPS, as the guide describes for a server on the internet (PUBLIC_URL).',
    ],
  },
  unknownProxy: (address) =>
    `A proxy at the address ${address} passes requests on to here, but TRUSTED_PROXY does not name it. So the server cannot see who really asks, and somebody who guesses passwords elsewhere can hold you up as well.`,
  owner: {
    title: 'My lines',
    none: 'There is no line yet. Add the first one: a name is all it takes.',
    noneButton: 'Add a line',
    done: {
      'signed-in': 'You are signed in.',
      password: 'The new password holds. Every other browser is signed out.',
    },
    published: {
      nothing: 'Only you see this line.',
      live: 'Its state is public, its evidence is not.',
      evidence: 'Its evidence is public, its state is not.',
      both: 'Its state and its evidence are public.',
    },
    next: {
      probe: 'Nothing measures here yet.',
      probeButton: 'Set up a probe',
      outage: 'Report the outage to the provider today: claims may depend on it.',
      outageButton: 'Report the fault',
      alarm: 'Nobody is told yet when a line goes out.',
      alarmButton: 'Set up an alarm',
    },
    view: 'View',
    settings: 'Settings',
    probe: 'Probe',
    publishing: 'Publishing',
    reports: 'Fault reports',
    server: 'This server',
    newLine: 'Another line',
    alarms: 'Alarms',
    site: 'Imprint and contact',
    changePassword: 'Change password',
    signOut: 'Sign out',
    everywhere: 'Sign out everywhere',
    everywhereText: 'Phone lost, or signed in on somebody else’s device? “Sign out everywhere” ends every sign-in.',
  },
  become: {
    title: 'This server has no owner yet.',
    text: 'To set things up, sign in once with the link that the program printed in the terminal when it started.',
    again: 'To print the link again:',
  },
  onward: {
    title: 'One moment',
    text: 'You come from another website. The next step shows whether you are signed in.',
    button: 'Go on',
  },
  error: {
    400: { title: 'This request cannot be understood', text: 'Part of the address is misspelt.' },
    401: {
      title: 'You have to sign in for this',
      text: 'Your sign-in has expired or was ended. Sign in, then send the form again.',
    },
    403: { title: 'This is not allowed here', text: 'The request did not come from a page of this server.' },
    404: {
      title: 'There is no such thing here',
      text: 'Either the address is wrong, or what you look for is not published.',
    },
    405: { title: 'Not this way', text: 'This address does not take this kind of request.' },
    500: {
      title: 'Something went wrong here',
      text: 'The error stands in the server’s log. Measuring goes on regardless.',
    },
    503: { title: 'Not available right now', text: 'The server is busy. Measuring goes on regardless.' },
  },
  backHome: 'To all lines',
};
