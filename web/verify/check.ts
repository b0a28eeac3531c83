import type { BundleReport } from '../../rules/journal/bundle/report.ts';
import type { VerifyOptions } from '../../rules/journal/bundle/tools.ts';
import { formatPercent } from '../pages/format.ts';
import { plainText } from '../pages/plain-text.ts';
import { verifyResult } from '../pages/verify-result.ts';
import type { Language } from '../pages/views.ts';
import { type VerifyWords, verifyWords } from '../pages/wording-verify.ts';
import { browserProblem } from './browser-tools.ts';
import type { VerifyAnswer, VerifyAsk } from './worker.ts';

/** The parts of one place for a check, see `verifyPart` in web/pages/verify-page.ts. */
type Place = {
  words: VerifyWords;
  language: Language;
  /** Address of the program, for its worker; null: it stands in the page. */
  workerSrc: string | null;
  problem: HTMLElement;
  form: HTMLFormElement;
  progress: HTMLElement;
  result: HTMLElement;
  after: HTMLElement;
};

export function startCheck(root: HTMLElement): void {
  const place = placeOf(root);
  let worker: Worker | null = null;
  const stop = () => {
    worker?.terminate();
    worker = null;
  };
  const check = (file: File) => {
    const options = optionsOf(place);
    if (options === null) return sayProblemAt(place, 'fingerprint', place.words.problems.badFingerprint);
    stop();
    worker = startWork(place, { file, options });
  };
  place.form.hidden = false;
  place.form.addEventListener('submit', (event) => {
    event.preventDefault();
    const file = fileInput(place).files?.[0];
    if (file) check(file);
    else sayProblemAt(place, 'bundle', place.words.problems.noFile);
  });
  takeDrops(place, check);
  button(root, '[data-cancel]', () => {
    stop();
    showForm(place);
    sayProblem(place, place.words.cancelled);
  });
  button(root, '[data-again]', () => {
    place.form.reset();
    showForm(place);
    fileInput(place).focus();
  });
  void browserProblem().then((found) => {
    if (found === null) return;
    place.form.hidden = true;
    sayProblem(place, found === 'old' ? place.words.problems.oldBrowser : place.words.problems.insecure);
  });
}

function placeOf(root: HTMLElement): Place {
  const language: Language = root.dataset['verify'] === 'de' ? 'de' : 'en';
  return {
    words: verifyWords[language],
    language,
    workerSrc: root.dataset['worker'] ?? null,
    problem: part(root, '[data-problem]'),
    form: part(root, 'form'),
    progress: part(root, '[data-progress]'),
    result: part(root, '[data-result]'),
    after: part(root, '[data-after]'),
  };
}

function part<T extends HTMLElement>(root: HTMLElement, selector: string): T {
  const found = root.querySelector<T>(selector);
  if (!found) throw new Error(`bug: the page lacks ${selector}`);
  return found;
}

function button(root: HTMLElement, selector: string, act: () => void): void {
  part(root, selector).addEventListener('click', act);
}

function fileInput(place: Place): HTMLInputElement {
  return part(place.form, 'input[type="file"]');
}

/** null: what stands in the field of the fingerprint is none. */
function optionsOf({ form }: Place): VerifyOptions | null {
  const said = part<HTMLInputElement>(form, '[name="fingerprint"]').value.replaceAll(/[\s:]/g, '').toLowerCase();
  if (said !== '' && !/^[0-9a-f]{32}$/.test(said)) return null;
  const everySignature = part<HTMLInputElement>(form, '[name="every"]').checked;
  return { everySignature, ...(said !== '' && { serverFingerprint: said }) };
}

/** A file may be dropped anywhere on the page; what falls beside would replace the page. */
function takeDrops({ form }: Place, check: (file: File) => void): void {
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file && !form.hidden && form.offsetParent !== null) check(file);
  });
}

function startWork(place: Place, ask: VerifyAsk): Worker {
  const worker = openWorker(place);
  hideProblems(place);
  place.form.hidden = true;
  place.progress.hidden = false;
  worker.onmessage = ({ data }: MessageEvent<VerifyAnswer>) => {
    if (data.kind === 'progress') return showProgress(place, data.progress);
    worker.terminate();
    if (data.kind === 'report') return showReport(place, data.report, ask);
    showForm(place);
    sayProblem(place, place.words.problems.unreadable(plainText(data.reason)));
  };
  worker.onerror = (event) => {
    showForm(place);
    sayProblem(place, place.words.problems.unreadable(event.message ?? ''));
  };
  worker.postMessage(ask);
  return worker;
}

/** In verify.html the program's own text becomes the worker's: a file from a disk may not fetch another one. */
function openWorker({ workerSrc }: Place): Worker {
  if (workerSrc !== null) return new Worker(workerSrc);
  const text = document.querySelector('#verify-program')?.textContent ?? '';
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}

function showProgress(
  { words, progress, language }: Place,
  now: { step: keyof VerifyWords['steps']; ratio: number; member: string },
): void {
  const bar = part<HTMLProgressElement>(progress, 'progress');
  bar.value = now.ratio;
  const percent = formatPercent(now.ratio, 0, language);
  part(progress, '[role="status"]').textContent = words.progress(words.steps[now.step], percent, plainText(now.member));
}

function showReport(place: Place, report: BundleReport, { file, options }: VerifyAsk): void {
  place.progress.hidden = true;
  // every value in it is escaped by the template that it goes through
  const { name, size } = file;
  const checked = { name, bytes: size, isServerCompared: options.serverFingerprint !== undefined };
  place.result.innerHTML = String(verifyResult(report, place.language, checked));
  place.result.hidden = false;
  place.after.hidden = false;
  part(place.after, '[data-save]').onclick = () => saveReport(report);
  part(place.result, 'h2').focus();
}

function showForm(place: Place): void {
  hideProblems(place);
  place.progress.hidden = true;
  place.result.hidden = true;
  place.result.replaceChildren();
  place.after.hidden = true;
  place.form.hidden = false;
}

function sayProblem({ problem }: Place, text: string): void {
  problem.textContent = text;
  problem.hidden = false;
}

/** At the field that it is about, which gets the focus. */
function sayProblemAt(place: Place, name: 'bundle' | 'fingerprint', text: string): void {
  hideProblems(place);
  const said = part(place.form, `[data-problem="${name}"]`);
  said.textContent = text;
  said.hidden = false;
  said.parentElement?.classList.add('wrong');
  const input = part(place.form, `[name="${name}"]`);
  input.ariaInvalid = 'true';
  input.focus();
}

function hideProblems({ problem, form }: Place): void {
  problem.hidden = true;
  for (const said of form.querySelectorAll<HTMLElement>('[data-problem]')) {
    said.hidden = true;
    said.parentElement?.classList.remove('wrong');
  }
  for (const input of form.querySelectorAll('input')) input.ariaInvalid = null;
}

/** Named by the bundle that it is about. */
function saveReport(report: BundleReport): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(report, null, 2)}\n`], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `verify-${report.manifestSha256?.slice(0, 12) ?? 'report'}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
