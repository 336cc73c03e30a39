/**
 * What may be asked of the procedure-edit tables: NCCI PTP, MUE and add-on code edits (NCCI Policy Manual, ch. I) and the
 * place-of-service set. Every answer is for a day; where no edition serves the day it is `cannot-tell`, never a pass.
 */
import type { ServiceDate } from '../../kernel/index.ts';
import type { ProcedureCode } from '../code.ts';

/** PTP edits come in two tables that differ: for practitioners and ASCs, and for the outpatient code editor. */
export type PtpSetting = 'practitioner' | 'hospital';
export const PTP_SETTINGS: readonly PtpSetting[] = ['practitioner', 'hospital'];

export type MueSetting = 'practitioner' | 'outpatient-hospital' | 'dme';
export const MUE_SETTINGS: readonly MueSetting[] = ['practitioner', 'outpatient-hospital', 'dme'];

/** 0: no modifier may bypass the edit; 1: an NCCI-associated modifier may; 9: deleted from its first day on, not an edit. */
export type PtpIndicator = 0 | 1 | 9;

export interface PtpEdit {
  /** The code that is paid. */
  readonly column1: ProcedureCode;
  /** The code that is denied beside it. */
  readonly column2: ProcedureCode;
  readonly indicator: PtpIndicator;
  readonly effective: ServiceDate;
  /** The last day on which the edit applies; absent while it is in force. */
  readonly deletion?: ServiceDate;
  /** CMS's own words for the reason. */
  readonly rationale: string;
  /** Id of the edition, for the citation. */
  readonly edition: string;
}

/** No edition serves the day. The reason is a sentence for the coder. */
export interface CannotTell {
  readonly kind: 'cannot-tell';
  readonly reason: string;
}

export type PtpAnswer =
  | { readonly kind: 'edit'; readonly edit: PtpEdit }
  | { readonly kind: 'none'; readonly edition: string }
  | CannotTell;

/** 1 per claim line; 2 per day, absolute (policy); 3 per day, by clinical benchmarks. */
export type MueAdjudication = 1 | 2 | 3;

/** `none` is no *published* limit: CMS keeps some MUE values confidential. A value of 0 is a limit. */
export type MueAnswer =
  | {
      readonly kind: 'limit';
      readonly value: number;
      readonly adjudication: MueAdjudication;
      readonly rationale: string;
      readonly edition: string;
    }
  | { readonly kind: 'none'; readonly edition: string }
  | CannotTell;

/** 1: only the listed primaries; 2: primaries are the contractor's to define, none is listed; 3: some listed, contractors may add. */
export type AddOnType = 1 | 2 | 3;

export type AddOnAnswer =
  | {
      readonly kind: 'add-on';
      readonly type: AddOnType;
      readonly primaries: readonly ProcedureCode[];
      readonly edition: string;
    }
  | { readonly kind: 'none'; readonly edition: string }
  | CannotTell;

export type PlaceAnswer =
  | { readonly kind: 'place'; readonly name: string; readonly from?: ServiceDate; readonly edition: string }
  | { readonly kind: 'not-yet'; readonly name: string; readonly from: ServiceDate; readonly edition: string }
  | { readonly kind: 'unassigned'; readonly edition: string }
  | CannotTell;

export interface Ncci {
  /** The edit between two codes, in either order; `edit.column1` says which is which. */
  ptp(a: ProcedureCode, b: ProcedureCode, on: ServiceDate, setting: PtpSetting): PtpAnswer;
  mue(code: ProcedureCode, on: ServiceDate, setting: MueSetting): MueAnswer;
  addOn(code: ProcedureCode, on: ServiceDate): AddOnAnswer;
  placeOfService(code: string, on: ServiceDate): PlaceAnswer;
}
