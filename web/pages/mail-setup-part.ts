import { html } from 'hono/html';
import { link } from './layout.ts';
import { section } from './line-page.ts';
import type { Markup } from './local-time.ts';
import type { LineView, PageContext } from './views.ts';
import { type MailSetupWords, mailSetupWords } from './wording-mail-setup.ts';

/** As the probe's settings have it (probe/settings.ts). */
const SETTINGS_FILE = 'probe.yaml';
/** As the server has it (server/mail/mailbox-settings.ts). */
const MAILBOXES_FILE = 'mailboxes.yaml';
const TRY_COMMAND = 'npm run probe -- mail-test in';

/** For the owner of a line without a route: how to make one. */
export function mailSetupPart(context: PageContext, line: LineView): Markup {
  const words = mailSetupWords[context.language];
  return section(
    'setup',
    words.title,
    html`<p>${words.lead}</p>
<ol>${words.steps.map(({ title, text }) => html`<li><strong>${title}</strong> ${text}</li>`)}</ol>
<p>${words.file(SETTINGS_FILE)}</p>
<pre><code>${exampleText(words)}</code></pre>
<p>${words.secret}</p>
<p>${words.tryOut}</p>
<pre class="command"><code>${TRY_COMMAND}</code></pre>
<p>${words.restart}</p>
<p class="quiet">${words.elsewhere(MAILBOXES_FILE, SETTINGS_FILE)}</p>
<h3>${words.hintsTitle}</h3>
<ul>${words.hints.map((hint) => html`<li>${hint}</li>`)}</ul>
<p class="buttons"><a class="button" href="${link(context, `/owner/lines/${line.id}/probe`)}">${words.toProbe}</a></p>`,
  );
}

/** A test reads it as the probe would. */
function exampleText({ ownAddress, otherAddress }: MailSetupWords): string {
  return `mail:
  accounts:
    own:
${accountText(ownAddress, 'mail-own')}
    other:
${accountText(otherAddress, 'mail-other')}
  routes:
    in:
      from: other
      to: own
      provider: to
    out:
      from: own
      to: other
      provider: from`;
}

function accountText(address: string, passwordFile: string): string {
  const host = address.split('@')[1] ?? '';
  return `      address: ${address}
      passwordFile: ${passwordFile}
      smtp: smtp.${host}
      imap: imap.${host}`;
}
