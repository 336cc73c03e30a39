/** What the API answers, as the page reads it. Types only: nothing loads this file in the browser. */

/** @typedef {{ reference: string, path: string, words: string }} Evidence */
/** @typedef {{ source: string, section: string }} Citation */
/** @typedef {{ module: string, version: string, rule: string, citation: Citation }} RuleRef */
/** @typedef {{ code: string, why: string }} Alternative */

/**
 * @typedef {object} Query
 * @property {string} id
 * @property {string} about
 * @property {string} question
 * @property {{ answer: string, code?: string }[]} options
 * @property {Citation} citation
 * @property {Evidence[]} evidence
 */

/**
 * @typedef {object} Diagnosis
 * @property {string} code
 * @property {string} title
 * @property {string} [release]
 * @property {number} confidence
 * @property {Evidence[]} evidence
 * @property {RuleRef} rule
 * @property {Alternative[]} alternatives
 * @property {string[]} replaces
 */

/** @typedef {{ element: string, rating: string, why: string, evidence: Evidence[] }} WorksheetRow */
/** @typedef {{ title: string, rows: WorksheetRow[], conclusion: string }} Worksheet */

/**
 * @typedef {object} Service
 * @property {string} code
 * @property {string} label
 * @property {{ code: string, reason: string, evidence: Evidence[] }[]} modifiers
 * @property {number} units
 * @property {string} [date]
 * @property {string} [placeOfService]
 * @property {number} confidence
 * @property {Evidence[]} evidence
 * @property {RuleRef} rule
 * @property {Alternative[]} alternatives
 * @property {Worksheet} [worksheet]
 * @property {string[]} replaces
 */

/**
 * @typedef {object} Finding
 * @property {string} edit
 * @property {'fail' | 'cannot-tell'} answer
 * @property {'error' | 'warning' | 'information'} severity
 * @property {string} message
 * @property {string} expression
 * @property {string[]} codes
 * @property {Citation} authority
 */

/**
 * @typedef {object} Uncoded
 * @property {string} about
 * @property {string} reason
 * @property {string} explanation
 * @property {Citation} citation
 * @property {Evidence[]} evidence
 */

/** @typedef {{ sequence: number, at: string, who: string, kind: string, why: string }} CaseEvent */
/** @typedef {{ name: string, age?: number, sex?: string, birthDate?: string }} Patient */

/**
 * @typedef {object} Visit
 * @property {string} setting
 * @property {string} modality
 * @property {string} patientStatus
 * @property {number} [documentedMinutes]
 * @property {string[]} types
 * @property {string[]} reasons
 * @property {string} [payer]
 * @property {string} [rendering]
 */

/**
 * @typedef {object} CaseRow
 * @property {string} id
 * @property {string} encounter
 * @property {string} state
 * @property {Patient} [patient]
 * @property {string} [date]
 * @property {string} [setting]
 * @property {string[]} diagnoses
 * @property {string[]} services
 * @property {number} errors
 * @property {number} queries
 * @property {string} [claim]
 */

/**
 * @typedef {object} CaseParts
 * @property {string} [source]
 * @property {Visit} [visit]
 * @property {Diagnosis[]} diagnosesInOrder
 * @property {Service[]} serviceLines
 * @property {Query[]} queriesOpen
 * @property {Uncoded[]} uncoded
 * @property {Finding[]} findings
 * @property {string[]} reasons
 * @property {string[]} modules
 * @property {FhirClaim} [claimResource]
 * @property {object} [provenance]
 * @property {{ claim: FhirClaim, provenance?: object }[]} [furtherClaims]
 * @property {'created' | 'existing' | 'offered'} [writeBack]
 * @property {{ code: string, message: string }} [fault]
 * @property {CaseEvent[]} events
 */
/** @typedef {CaseRow & CaseParts} CaseView */

/** @typedef {{ system?: string, code?: string, display?: string }} Coding */
/** @typedef {{ coding?: Coding[], text?: string }} Concept */
/** @typedef {{ reference?: string, display?: string, identifier?: { value?: string } }} Reference */
/** @typedef {{ value?: number, currency?: string }} Money */

/**
 * @typedef {object} ClaimItem
 * @property {number} sequence
 * @property {number[]} [diagnosisSequence]
 * @property {Concept} [productOrService]
 * @property {Concept[]} [modifier]
 * @property {string} [servicedDate]
 * @property {{ start?: string, end?: string }} [servicedPeriod]
 * @property {Concept} [locationCodeableConcept]
 * @property {{ value?: number }} [quantity]
 * @property {Money} [unitPrice]
 * @property {Money} [net]
 */

/**
 * @typedef {object} FhirClaim
 * @property {{ value?: string }[]} [identifier]
 * @property {string} [created]
 * @property {Concept} [type]
 * @property {Reference} [patient]
 * @property {Reference} [provider]
 * @property {Reference} [insurer]
 * @property {Reference} [facility]
 * @property {{ start?: string, end?: string }} [billablePeriod]
 * @property {{ sequence: number, provider?: Reference, role?: Concept }[]} [careTeam]
 * @property {{ sequence: number, focal?: boolean, coverage?: Reference }[]} [insurance]
 * @property {{ sequence: number, diagnosisCodeableConcept?: Concept }[]} [diagnosis]
 * @property {ClaimItem[]} [item]
 * @property {Money} [total]
 */

export {};
