import type { AttachmentsPageView } from '../web/pages/attachment-views.ts';
import { attachmentsPage } from '../web/pages/attachments-page.ts';
import type { PageContext } from '../web/pages/views.ts';
import { sampleReport } from './sample-report-pages.ts';
import { DAY_MS, SAMPLE_NOW_MS, sampleLine } from './sample-values.ts';

/** The owner's page of files. */
export function attachmentSamplePages(context: PageContext): Record<string, string> {
  return {
    files: attachmentsPage(context, sampleFiles()),
    'files-refused': attachmentsPage(context, {
      ...sampleFiles({ files: [], done: null }),
      typed: { report: sampleReport.id, description: 'Foto vom Verteiler', dated: '2026-11-20T10:15' },
      problem: { field: 'file', problem: 'type' },
    }),
  };
}

function sampleFiles(some: Partial<AttachmentsPageView> = {}): AttachmentsPageView {
  const common = { report: null, addedAtMs: SAMPLE_NOW_MS - DAY_MS, erasedAtMs: null };
  return {
    line: sampleLine,
    files: [
      {
        ...common,
        id: '0123456789ab',
        report: sampleReport.id,
        name: 'Antwort_Kundenservice_Ticket-4711.eml',
        mediaType: 'message/rfc822',
        bytes: 48_210,
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        description: 'Antwort des Anbieters: Reparatur bis Freitag zugesagt',
        datedAtMs: SAMPLE_NOW_MS - 2 * DAY_MS,
        laneEntry: 51_204,
      },
      {
        ...common,
        id: '0123456789ac',
        name: '',
        mediaType: 'image/jpeg',
        bytes: 3_402_118,
        sha256: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
        description: '',
        datedAtMs: null,
        laneEntry: 51_190,
        erasedAtMs: SAMPLE_NOW_MS,
      },
    ],
    reports: [{ id: sampleReport.id, downSinceAtMs: sampleReport.downSinceAtMs, ticket: '4711' }],
    typed: { report: '', description: '', dated: '' },
    problem: null,
    done: 'added',
    ...some,
  };
}
