/** Stored addenda of an edition: `retired`, code, successors; or `added`, code. */
import { type Icd10CmCode, icd10CmCode } from '../code.ts';
import type { CodeChange } from './icd10cm-release.ts';

export function changeLine(change: CodeChange): string {
  return `${change.kind}\t${change.code}\t${change.kind === 'retired' ? change.successors.join(';') : ''}\n`;
}

export function readChanges(body: string, fault: (detail: string) => never): readonly CodeChange[] {
  return body
    .split('\n')
    .slice(0, -1)
    .map((line, i) => readChange(line, () => fault(`row ${i + 1} is not a change`)));
}

function readChange(line: string, fault: () => never): CodeChange {
  const [kind, text = '', successors = ''] = line.split('\t');
  const normal = (code: string): Icd10CmCode => icd10CmCode(code) ?? fault();
  if (kind === 'added') return { kind, code: normal(text) };
  if (kind !== 'retired') return fault();
  return { kind, code: normal(text), successors: successors === '' ? [] : successors.split(';').map(normal) };
}
