/** Branded types: a normal form is made once, at the door, and the type proves it was. */
declare const brand: unique symbol;

export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
