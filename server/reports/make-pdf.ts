import { text } from 'node:stream/consumers';
import { readFonts } from '../pdf/fonts.ts';
import type { Letter } from './letter.ts';
import { letterPdf } from './letter-pdf.ts';

/** A program of its own, started by launch-pdf.ts: reads a letter as JSON, writes the PDF. */
const letter = JSON.parse(await text(process.stdin)) as Letter; // our own server wrote it
process.stdout.write(await letterPdf(letter, readFonts()));
