/** The only door: what commands, operations and adapters may use of Hoist. */
export * from './chat.ts';
export * from './cloud.ts';
export * from './command/args.ts';
export { choose, type Noun } from './command/choose.ts';
export * from './command/command.ts';
export { nearest } from './command/nearest.ts';
export type { OperationsDesk } from './engine/desk.ts';
export type { Entry } from './engine/journal.ts';
export * from './engine/operation.ts';
export * from './failure.ts';
export * from './files.ts';
export type { Log } from './log.ts';
export * from './phrases.ts';
export { hidden, type Secret, secretOf } from './secret.ts';
export * from './store.ts';
export * from './view/quantities.ts';
export * from './view/view.ts';
