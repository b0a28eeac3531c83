import type PDFDocument from 'pdfkit';

export type Document = InstanceType<typeof PDFDocument>;
export type Structure = ReturnType<Document['struct']>;

/**
 * The regular weight under its own name, by which pdfkit knows the document's first font: under any other name it would
 * be read anew at every change of weight (a month took 3 s and 430 MB).
 */
export function fontName(isBold: boolean): string {
  return isBold ? 'bold' : 'NotoSans-Regular';
}
