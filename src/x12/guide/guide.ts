/** An implementation guide as data: its loops, what begins them, and the segments in them in their order. */

/** A segment in a loop: which one it is among those of the same name is told by a qualifier. */
export interface SegmentUse {
  readonly id: string;
  /** The element that tells it apart; where it is a composite, its first component. Undefined: none does. */
  readonly qualifier: { readonly element: number; readonly values: readonly string[] } | undefined;
  readonly required: boolean;
  readonly most: number;
  /** Place in the loop; uses of one segment id that follow one another share it, as their order is free. */
  readonly place: number;
  /** Its number among the uses of the loop, from 0. */
  readonly index: number;
}

export interface LoopSpec {
  readonly id: string;
  /** Loops it stands in; empty for those at the top of the transaction set. */
  readonly parents: readonly string[];
  readonly required: boolean;
  readonly most: number;
  /** The first begins the loop. */
  readonly segments: readonly SegmentUse[];
  /** The same by segment id: every segment that is read asks for it. */
  readonly uses: ReadonlyMap<string, readonly SegmentUse[]>;
}

export interface Guide {
  /** ST03 of what is written: `005010X222A1`. */
  readonly version: string;
  /** ST03s that are read by this guide: the errata changed no segment that is listed. */
  readonly versions: readonly string[];
  readonly title: string;
  readonly loops: readonly LoopSpec[];
  loop(id: string): LoopSpec | undefined;
  /** Loops directly in a loop, or at the top for undefined, in their order. */
  inside(id: string | undefined): readonly LoopSpec[];
  /** Those of them that a segment of this id begins. */
  begunBy(id: string | undefined, segment: string): readonly LoopSpec[];
}

/** `NM1[85] R 1`, `HL[3:20] R 1`, `CAS S 5`; `*` for any number. */
const USE = /^([A-Z][A-Z0-9]{1,2})(?:\[(?:(\d+):)?([A-Z0-9|]+)\])? ([RS]) (\d+|\*)$/;
/** `2010AA < 2000A R 1: NM1[85] R 1, N3 R 1`. */
const LOOP = /^(\S+)(?: < (\S+))? ([RS]) (\d+|\*): (.+)$/;
const ANY = Number.POSITIVE_INFINITY;

export function guide(about: Pick<Guide, 'version' | 'versions' | 'title'>, text: string): Guide {
  const loops = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(loopOf);
  const byId = new Map(loops.map((loop) => [loop.id, loop]));
  const top = loops.filter((loop) => loop.parents.length === 0);
  const children = new Map(loops.map(({ id }) => [id, loops.filter((loop) => loop.parents.includes(id))]));
  const begun = new Map(
    [...children, [undefined, top] as const].map(
      ([id, inner]) => [id, Map.groupBy(inner, (loop) => loop.segments[0]?.id ?? '')] as const,
    ),
  );
  return {
    ...about,
    loops,
    loop: (id) => byId.get(id),
    inside: (id) => (id === undefined ? top : (children.get(id) ?? NONE)),
    begunBy: (id, segment) => begun.get(id)?.get(segment) ?? NONE,
  };
}

const NONE: readonly LoopSpec[] = [];

function loopOf(line: string): LoopSpec {
  const [, id = '', parents = '', usage, most = '1', uses = ''] = LOOP.exec(line) ?? [];
  const segments = placed(uses.split(', ').map(useOf));
  return {
    id,
    parents: parents === '' ? [] : parents.split('|'),
    required: usage === 'R',
    most: number(most),
    segments,
    uses: Map.groupBy(segments, (use) => use.id),
  };
}

function useOf(text: string): Omit<SegmentUse, 'place' | 'index'> {
  const [, id = '', at = '1', values, usage, most = '1'] = USE.exec(text) ?? [];
  return {
    id,
    qualifier: values === undefined ? undefined : { element: Number(at), values: values.split('|') },
    required: usage === 'R',
    most: number(most),
  };
}

const number = (text: string): number => (text === '*' ? ANY : Number(text));

function placed(uses: readonly Omit<SegmentUse, 'place' | 'index'>[]): readonly SegmentUse[] {
  let place = 0;
  return uses.map((use, i) => {
    if (i > 0 && uses[i - 1]?.id !== use.id) place += 1;
    return { ...use, place, index: i };
  });
}
