/** The module's tables, compiled once. */

export interface Naming {
  readonly names: readonly string[];
  readonly snomed?: readonly string[];
  readonly not?: readonly string[];
  /** Instead of a name: a word of each group stands in the procedure's own name. */
  readonly says?: readonly (readonly string[])[];
}

export interface Step {
  readonly over: number;
  readonly to?: number;
  readonly code: string;
}

export interface RepairGroup {
  readonly places: readonly string[];
  readonly steps: readonly Step[];
  readonly more?: { readonly code: string; readonly per: number };
}

export interface RepairClass {
  readonly class: string;
  readonly says: readonly string[];
  readonly label: string;
  readonly groups: readonly RepairGroup[];
}

export interface Repair extends Naming {
  readonly strips: readonly string[];
  readonly sutured: readonly string[];
  readonly adhesive: readonly string[];
  readonly adhesiveMedicare: { readonly code: string; readonly label: string };
  readonly classes: readonly RepairClass[];
}

export interface Excision extends Naming {
  readonly malignant: readonly string[];
  readonly benign: readonly string[];
  readonly uncertain: readonly string[];
  /** Upper ends of the sizes, in cm; what is above the last has the last code. */
  readonly steps: readonly number[];
  readonly groups: readonly {
    readonly places: readonly string[];
    readonly benign: readonly string[];
    readonly malignant: readonly string[];
  }[];
}

export interface Tier {
  readonly from: number;
  readonly to?: number;
  readonly code: string;
  readonly more?: { readonly code: string; readonly after: number; readonly per: number };
}

export interface Counted extends Naming {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly tiers: readonly Tier[];
  /** Families of one series share one first code. */
  readonly series?: string;
  /** One Procedure is one of them, unless it says how many. */
  readonly each?: boolean;
  readonly digits?: boolean;
  /** Names that mean this family only beside a diagnosis of `reasons`. */
  readonly generic?: readonly string[];
  readonly reasons?: readonly string[];
}

export interface Option {
  readonly code: string;
  readonly answer: string;
  readonly label: string;
  readonly all: readonly (readonly string[])[];
  readonly unless?: readonly string[];
  /** Only with guidance whose image was kept. */
  readonly guided?: boolean;
}

export interface Chosen extends Naming {
  readonly id: string;
  readonly question: string;
  readonly options: readonly Option[];
  readonly side?: 'sided';
  readonly digits?: boolean;
  /** Diagnoses without which nothing is reported. */
  readonly needs?: readonly string[];
  readonly needsQuestion?: string;
  readonly image?: readonly string[];
  readonly imageNot?: readonly string[];
  readonly imageKept?: readonly string[];
  readonly imageQuestion?: string;
  /** Recorded codes that it is part of. */
  readonly beside?: readonly { readonly from: string; readonly to: string }[];
  readonly besideWhy?: string;
  /** The least of the options, which stands with the question where the record tells of none. */
  readonly least?: string;
}

export interface Sized extends Naming {
  readonly id: string;
  readonly label: string;
  /** Upper ends of the sizes, in cm; what is above the last has the last code. */
  readonly steps: readonly number[];
  readonly groups: readonly { readonly places: readonly string[]; readonly codes: readonly string[] }[];
}

export interface Tables {
  readonly places: readonly (readonly [string, readonly string[]])[];
  readonly repair: Repair;
  readonly excision: Excision;
  readonly sized: readonly Sized[];
  readonly counted: readonly Counted[];
  readonly chosen: readonly Chosen[];
}

export function compile(raw: Readonly<Record<string, unknown>>): Tables {
  const { places } = raw['sites.json'] as { readonly places: Readonly<Record<string, readonly string[]>> };
  return {
    places: Object.entries(places),
    repair: raw['repair.json'] as Repair,
    excision: raw['excision.json'] as Excision,
    sized: (raw['sized.json'] as { readonly families: readonly Sized[] }).families,
    counted: (raw['counted.json'] as { readonly families: readonly Counted[] }).families,
    chosen: (raw['chosen.json'] as { readonly families: readonly Chosen[] }).families,
  };
}
