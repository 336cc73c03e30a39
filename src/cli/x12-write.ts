/** `claimwright x12 write FILE…`: FHIR Claims (Bundles, NDJSON) → one 837P or 837I, written only if it passes SNIP 1 to 4. */
import { readFileSync, writeFileSync } from 'node:fs';
import { type WrittenX12, writeX12, type X12Envelope } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';
import { plain } from './table.ts';
import { faultLine } from './x12.ts';

export interface X12WriteOptions {
  readonly out?: string;
  readonly kind?: string;
  /** `T` or `P`. */
  readonly usage?: string;
  readonly sender?: string;
  readonly receiver?: string;
  readonly submitter?: string;
  readonly contact?: string;
  readonly phone?: string;
  /** ISA13, GS06 and BHT03. */
  readonly control?: string;
  readonly at?: string;
  readonly lines?: boolean;
}

/** 0 when it is written, 1 when it would not be taken: then nothing is, and each fault is named. */
export function x12WriteCommand(
  files: readonly string[],
  options: X12WriteOptions,
  { io }: Pick<CliDeps, 'io'>,
): number {
  const sources = files.map((file) => ({ name: plain(file), text: read(file) }));
  const written = writeX12(sources, envelopeOf(options), kindOf(options));
  for (const line of toldOf(written)) io.err.write(`${line}\n`);
  if (written.faults.some(({ severity }) => severity === 'error')) {
    io.err.write('nothing is written\n');
    return 1;
  }
  if (options.out === undefined) io.out.write(written.text);
  else save(options.out, written.text);
  const { claims, kind } = written;
  io.err.write(`${claims} ${kind} ${claims === 1 ? 'claim' : 'claims'} written\n`);
  return 0;
}

const toldOf = ({ faults, cleaned }: WrittenX12): readonly string[] => [
  ...faults.map(
    (fault) => `${fault.claim === undefined ? '' : `claim ${plain(fault.claim)}`}${faultLine(fault)}`,
  ),
  ...[...new Set(cleaned)]
    .sort()
    .map((at) => `  note: characters that X12 does not have were changed in ${at}`),
];

function kindOf({ kind }: X12WriteOptions): 'professional' | 'institutional' | undefined {
  if (kind === undefined || kind === 'professional' || kind === 'institutional') return kind;
  throw wrong('--kind', 'kind of claim', 'give professional or institutional');
}

/** An instant, or a day. */
const INSTANT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/;
/** ISA06 and ISA08 have fifteen characters. */
const ID = /^[A-Za-z0-9]{2,15}$/;

function envelopeOf(options: X12WriteOptions): X12Envelope {
  const { usage = 'T', sender = 'CLAIMWRIGHT', receiver = 'RECEIVER', control = '1', at, phone } = options;
  if (usage !== 'T' && usage !== 'P') throw wrong('--usage', 'usage', 'give T for test or P for production');
  for (const [name, id] of [
    ['--sender', sender],
    ['--receiver', receiver],
  ] as const)
    if (!ID.test(id)) throw wrong(name, 'identifier', 'give 2 to 15 letters or digits');
  if (!/^[1-9]\d{0,8}$/.test(control)) throw wrong('--control', 'control number', 'give 1 to 999999999');
  if (!phone || phone.replace(/\D/g, '').length < 10)
    throw wrong(
      '--phone',
      'telephone number',
      'give the number for questions, which the guide asks of a sender',
    );
  if (at !== undefined && !INSTANT.test(at)) throw wrong('--at', 'time', 'give 2026-03-04T09:30:00Z');
  const instant = at === undefined ? undefined : at.includes('T') ? at : `${at}T00:00:00Z`;
  return {
    sender: { qualifier: 'ZZ', id: sender },
    receiver: { qualifier: 'ZZ', id: receiver },
    applicationSender: sender,
    applicationReceiver: receiver,
    at: instant,
    interchangeControlNumber: Number(control),
    groupControlNumber: Number(control),
    usage,
    submitter: {
      name: options.submitter ?? sender,
      id: sender,
      contact: {
        name: { text: options.contact ?? 'Billing' },
        telecom: [{ system: 'phone', value: phone }],
      },
    },
    receiverName: receiver,
    receiverId: receiver,
    batch: control,
    ...(options.lines ? { lineBreak: '\n' as const } : {}),
  };
}

const wrong = (what: string, kind: string, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-1002', { what, kind, detail });

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw failed(path, cause, 'it cannot be read');
  }
}

function save(path: string, text: string): void {
  try {
    writeFileSync(path, text, 'latin1');
  } catch (cause) {
    throw failed(path, cause, 'it cannot be written');
  }
}

function failed(path: string, cause: unknown, detail: string): ClaimwrightError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  if (code === 'ENOENT') return new ClaimwrightError('CW-1007', { what: `file ${plain(path)}` }, { cause });
  return wrong(plain(path), 'file', `${detail} (${code})`);
}
