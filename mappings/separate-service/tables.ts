/** The module's tables, compiled once: what is a visit, and which procedures a visit may need a modifier beside. */

interface Span {
  readonly from: string;
  readonly to: string;
}

type In = (code: string) => boolean;

export interface Tables {
  readonly isPreventive: In;
  /** A visit for a problem, as against a preventive one. */
  readonly isProblemVisit: In;
  readonly isMinor: In;
  /** Drugs put into the patient: no global period, no decision within. */
  readonly isGiven: In;
  /** Casts, splints and strapping without the treatment of a fracture. */
  readonly isSupport: In;
  readonly isImmunization: In;
  readonly isMajor: In;
}

const inSpans =
  (spans: readonly Span[]): In =>
  (code) =>
    spans.some((s) => s.from <= code && code <= s.to);

export function compile(raw: Readonly<Record<string, unknown>>): Tables {
  const visits = raw['visits.json'] as Readonly<Record<'preventive' | 'problem', readonly Span[]>>;
  const procedures = raw['procedures.json'] as Readonly<
    Record<'minor' | 'given' | 'support' | 'immunization' | 'major', readonly Span[]>
  >;
  return {
    isPreventive: inSpans(visits.preventive),
    isProblemVisit: inSpans(visits.problem),
    isMinor: inSpans(procedures.minor),
    isGiven: inSpans(procedures.given),
    isSupport: inSpans(procedures.support),
    isImmunization: inSpans(procedures.immunization),
    isMajor: inSpans(procedures.major),
  };
}
