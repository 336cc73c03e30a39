/** The 7th characters of injuries and fractures (guidelines I.C.13.c, I.C.19.a, I.C.19.c.1): which one a course of care asks for. */

export type Course = 'active' | 'later' | 'delayed' | 'nonunion' | 'malunion' | 'sequela';

/** Injuries and burns with a 7th character; complications (T80–T88) and poisonings have their own notion of care. */
const BEARER = /^(?:S\d{2}|T(?:0[7-9]|1[0-9]|2\d|3[0-4])|M80|M84)\.\w{3}([A-S])$/;
const FRACTURE = /^(?:S(?:02|12|22|32|42|49|52|59|62|72|79|82|89|92|99)|M80|M84)/;
/** Forearm, femur and lower leg tell open fractures by type also later. */
const TYPED = /^S(?:52|72|82)/;
/** Loss of consciousness until death has no later course. */
const FATAL = /^S06\.\w{2}[78]/;
/** No 7th character for a malunion; the spine and the skull. */
const WITHOUT_MALUNION = /^S(?:02|12|22|32)/;

export const seventhOf = (code: string): string | undefined => BEARER.exec(code)?.[1];
export const isFracture = (code: string): boolean => FRACTURE.test(code);
/** A fracture that may be open: physeal and pathological ones have no such character. */
export const mayBeOpen = (code: string): boolean => /^S(?:02|12|22|32|42|52|62|72|82|92)/.test(code);
export const isTyped = (code: string): boolean => TYPED.test(code);

const LATER: Readonly<Record<string, Readonly<Partial<Record<Course, string>>>>> = {
  A: { later: 'D', delayed: 'G', nonunion: 'K', malunion: 'P', sequela: 'S' },
  B: { later: 'E', delayed: 'H', nonunion: 'M', malunion: 'Q', sequela: 'S' },
  C: { later: 'F', delayed: 'J', nonunion: 'N', malunion: 'R', sequela: 'S' },
};

/** The code for another course of care; undefined when the code has none, or is not one of active treatment. */
export function inCourse(code: string, course: Course): string | undefined {
  const from = seventhOf(code);
  if (!from || course === 'active' || FATAL.test(code) || !('ABC'.includes(from) || isHealing(code, course)))
    return undefined;
  if (!isFracture(code)) {
    const plain = course === 'sequela' ? 'S' : course === 'later' ? 'D' : undefined;
    return plain && code.slice(0, -1) + plain;
  }
  if (course === 'malunion' && WITHOUT_MALUNION.test(code)) return undefined;
  const row = LATER[isTyped(code) ? openLetter(from) : 'A'];
  return row?.[course] && code.slice(0, -1) + row[course];
}

/** Routine healing that the words say is not routine. */
const isHealing = (code: string, course: Course): boolean =>
  /[DEF]$/.test(code) && ['delayed', 'nonunion', 'malunion'].includes(course);

const openLetter = (seventh: string): string => ({ E: 'B', F: 'C', D: 'A' })[seventh] ?? seventh;
