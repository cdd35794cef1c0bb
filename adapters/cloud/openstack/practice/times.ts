/** Every service writes time in its own way. */
export const seconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
export const micros = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}.000000`;
export const microsZ = (ms: number): string => `${micros(ms)}Z`;
