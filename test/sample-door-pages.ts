import { ownerPage } from '../web/pages/door-owner-page.ts';
import { continuePage, errorPage } from '../web/pages/door-pages.ts';
import { passwordPage } from '../web/pages/door-password-page.ts';
import { linkPage, signInPage } from '../web/pages/door-sign-in-page.ts';
import type { OwnerView, SignInView } from '../web/pages/door-views.ts';
import { indexPage } from '../web/pages/index-page.ts';
import type { PageContext } from '../web/pages/views.ts';
import { sampleLine } from './sample-values.ts';
import { sampleIndex, sampleNow } from './sample-views.ts';

/** The pages of the owner's door and the error pages. */
export function doorSamplePages(context: PageContext): Record<string, string> {
  const secret = 's'.repeat(43);
  const signIn: SignInView = { next: '/owner', problem: null, done: null, isUnencrypted: false };
  const link = { secret, hasPassword: false, problem: null, isUnencrypted: false };
  const owner: OwnerView = {
    lines: [{ line: sampleLine, now: sampleNow.up, report: null }],
    hasAlarmPath: true,
    isAlarmFailing: false,
    done: null,
    isUnencrypted: false,
    unknownProxy: null,
  };
  const unseen = sampleNow.noProbe;
  const asOwner: PageContext = { ...context, reader: 'owner', path: '/owner' };
  const asStranger: PageContext = { ...context, reader: 'visitor', path: '/owner/sign-in' };
  return {
    'index-fresh': indexPage(context, { ...sampleIndex(), isWithoutOwner: true }),
    'sign-in': signInPage(asStranger, signIn),
    'sign-in-wrong': signInPage(asStranger, { ...signIn, problem: { kind: 'wrong' }, isUnencrypted: true }),
    'sign-in-wait': signInPage(asStranger, { ...signIn, problem: { kind: 'wait', seconds: 32 } }),
    'sign-in-done': signInPage(asStranger, { ...signIn, done: 'everywhere' }),
    link: linkPage(asStranger, link),
    'link-again': linkPage(asStranger, { ...link, hasPassword: true, problem: 'common', isUnencrypted: true }),
    'link-invalid': linkPage(asStranger, { ...link, secret: null }),
    password: passwordPage(
      { ...asOwner, path: '/owner/password' },
      { oldProblem: null, newProblem: null, isUnencrypted: false },
    ),
    'password-wrong': passwordPage(
      { ...asOwner, path: '/owner/password' },
      { oldProblem: { kind: 'wrong' }, newProblem: 'too-short', isUnencrypted: true },
    ),
    owner: ownerPage(asOwner, owner),
    'owner-empty': ownerPage(asOwner, { ...owner, lines: [], hasAlarmPath: false, done: 'first' }),
    'owner-steps': ownerPage(asOwner, {
      lines: [
        { line: { ...sampleLine, isEvidencePublished: false }, now: sampleNow.down, report: null },
        {
          line: {
            ...sampleLine,
            id: 'shop',
            name: 'Laden',
            provider: '',
            isLivePublished: false,
            isEvidencePublished: false,
          },
          now: unseen,
          report: null,
        },
      ],
      hasAlarmPath: false,
      isAlarmFailing: false,
      done: 'signed-in',
      isUnencrypted: true,
      unknownProxy: '172.18.0.2',
    }),
    'owner-alarm-fails': ownerPage(asOwner, { ...owner, isAlarmFailing: true }),
    'owner-reported': ownerPage(asOwner, {
      ...owner,
      lines: [true, false].map((isDraft) => ({
        line: { ...sampleLine, id: isDraft ? 'home' : 'shop' },
        now: sampleNow.down,
        report: { id: 'aaaaaaaaaaaa', isDraft },
      })),
    }),
    continue: continuePage({ ...context, reader: 'visitor' }, '/owner/alarms'),
    'error-400': errorPage(context, { status: 400, reason: '"from" must be an instant or a day' }),
    'error-401': errorPage(context, { status: 401, reason: null }),
    'error-404': errorPage(context, { status: 404, reason: null }),
  };
}
