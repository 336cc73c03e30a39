/** One line as telehealth: its signs (modifier, place, code) and the checks of their agreement. */
import type { Modality, PayerKind, Visit } from '../chart/index.ts';
import { fail } from './hit.ts';
import type { EditLine, Hit, Severity } from './model.ts';
import { isFaceToFaceVisit, telemedicineMode } from './visit-codes.ts';

/** CPT 95 and HCPCS GT: audio and video. */
const VIDEO_MODIFIERS: readonly string[] = ['95', 'GT'];
/** CPT 93 and HCPCS FQ: audio only. */
const AUDIO_MODIFIERS: readonly string[] = ['93', 'FQ'];
/** HCPCS GQ (asynchronous) and G0 (acute stroke) say nothing of the mode. */
const OTHER_MODIFIERS: readonly string[] = ['GQ', 'G0'];
const HOME = '10';
const ELSEWHERE = '02';

/** Services that are remote by nature, or pay the originating site: neither modifier nor POS 02/10 is asked of them. */
const REMOTE_BY_NATURE: ReadonlySet<string> = new Set(
  '98016 98966 98967 98968 98970 98971 98972 99421 99422 99423 99441 99442 99443 99446 99447 99448 99449 99451 99452 G2010 G2012 G2025 G2250 G2251 G2252 Q3014'.split(
    ' ',
  ),
);

export interface RemoteLine {
  readonly code: string;
  readonly expression: string;
  readonly pos: string | undefined;
  readonly video: string | undefined;
  readonly audio: string | undefined;
  readonly other: string | undefined;
  /** The mode that a code of 98000–98015 carries itself. */
  readonly codeMode: 'video' | 'audio' | undefined;
  /** Whether the line itself says telehealth, by code, modifier or place. */
  readonly marked: boolean;
  readonly seen: {
    readonly made: boolean;
    readonly payer: PayerKind | undefined;
    readonly modality: Modality | undefined;
    readonly remote: boolean;
    readonly patientAt: Visit['patientAt'];
  };
}

type Check = (line: RemoteLine) => Hit | undefined;

const isRemotePos = (pos: string | undefined): boolean => pos === HOME || pos === ELSEWHERE;

/** The line's view; undefined when nothing of it, nor of its visit, is telehealth. */
export function remoteLine(line: EditLine, seen: RemoteLine['seen']): RemoteLine | undefined {
  const code = line.code;
  if (code === undefined || REMOTE_BY_NATURE.has(code)) return undefined;
  const find = (set: readonly string[]): string | undefined => line.modifiers.find((m) => set.includes(m));
  const signs = { video: find(VIDEO_MODIFIERS), audio: find(AUDIO_MODIFIERS), other: find(OTHER_MODIFIERS) };
  const codeMode = telemedicineMode(code);
  const modified = (signs.video ?? signs.audio ?? signs.other) !== undefined;
  const marked = codeMode !== undefined || modified || isRemotePos(line.placeOfService);
  if (!marked && !(seen.remote && isFaceToFaceVisit(code))) return undefined;
  return {
    code,
    expression: line.expression,
    pos: line.placeOfService,
    ...signs,
    codeMode,
    marked,
    seen,
  };
}

const say = (l: RemoteLine, message: string, more: Hit['params'] = {}, severity?: Severity): Hit =>
  fail(message, l.expression, {
    codes: [l.code],
    params: { code: l.code, ...more },
    ...(severity ? { severity } : {}),
  });

const medicareCode: Check = (l) =>
  l.codeMode && l.seen.payer === 'medicare' ? say(l, 'medicare-code') : undefined;

const needlessModifier: Check = (l) => {
  const modifier = l.video ?? l.audio;
  return l.codeMode && modifier ? say(l, 'needless-modifier', { modifier }, 'warning') : undefined;
};

const place: Check = (l) => {
  if (!l.marked || isRemotePos(l.pos)) return undefined;
  // Before the claim is made, a place that no rule decided is not there yet.
  if (l.pos === undefined) return l.seen.made ? say(l, 'no-pos') : undefined;
  return say(l, 'pos', { pos: l.pos });
};

const noModifier: Check = (l) => {
  const has = l.codeMode ?? l.video ?? l.audio ?? l.other;
  if (has !== undefined || l.pos === undefined || !isRemotePos(l.pos) || !isFaceToFaceVisit(l.code))
    return undefined;
  // Medicare asks for 93 on audio only, and for nothing on video.
  if (l.seen.payer === 'medicare' && l.seen.modality !== 'audio') return undefined;
  const known = l.seen.payer !== undefined && l.seen.payer !== 'unknown';
  return say(l, 'no-modifier', { pos: l.pos }, known ? 'error' : 'warning');
};

const twoModes: Check = (l) =>
  l.video && l.audio ? say(l, 'two-modes', { video: l.video, audio: l.audio }) : undefined;

const mode: Check = (l) => {
  const asVideo = l.codeMode === 'video' || (l.video !== undefined && l.audio === undefined);
  const asAudio = l.codeMode === 'audio' || (l.audio !== undefined && l.video === undefined);
  if (asVideo && l.seen.modality === 'audio') return say(l, 'audio-as-video');
  return asAudio && l.seen.modality === 'video' ? say(l, 'video-as-audio') : undefined;
};

const inPerson: Check = (l) =>
  l.marked && l.seen.modality === 'in-person' ? say(l, 'in-person') : undefined;

const patientAt: Check = (l) => {
  const { patientAt: at } = l.seen;
  if (at === undefined || l.pos === undefined || !isRemotePos(l.pos)) return undefined;
  const right = at === 'home' ? HOME : ELSEWHERE;
  if (l.pos === right) return undefined;
  return say(l, 'patient-at', {
    pos: l.pos,
    where: at === 'home' ? 'at home' : 'elsewhere than at home',
    right,
  });
};

const unmarked: Check = (l) => {
  if (l.marked) return undefined;
  // Medicare's video visit is marked by its place alone, which the claim may still add.
  const placeToCome = !l.seen.made && l.pos === undefined && l.seen.payer === 'medicare';
  return placeToCome ? undefined : say(l, 'unmarked');
};

export const LINE_CHECKS: readonly Check[] = [
  medicareCode,
  needlessModifier,
  place,
  noModifier,
  twoModes,
  mode,
  inPerson,
  patientAt,
  unmarked,
];
