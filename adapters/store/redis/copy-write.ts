import { laneOf, type OperationPiece, type Piece } from '#kit';
import type { Connection } from './connection.ts';

/** Puts it where nothing of the kind is yet. */
export async function writePiece(redis: Connection, piece: Piece): Promise<void> {
  switch (piece.kind) {
    case 'operation':
      return writeOperation(redis, piece);
    case 'event': {
      const of = piece.operation === undefined ? 'heard:' : `op:${piece.operation}`;
      await redis.ask((plain, key) => plain.hset(key('events'), piece.event, of));
      await redis.ask((plain, key) => plain.zadd(key('events:at'), piece.at, piece.event));
      return;
    }
    case 'took': {
      const steps = piece.steps.flatMap(({ step, times }) => [step, times.join(',')]);
      await redis.ask((plain, key) => plain.hset(key(`took:${piece.likeness}`), ...steps));
      return;
    }
    case 'fact':
      await redis.ask((plain, key) => plain.hset(key('memory'), piece.key, `|${JSON.stringify(piece.value ?? null)}`));
      await redis.ask((plain, key) => plain.zadd(key('names'), 0, piece.key));
  }
}

async function writeOperation(redis: Connection, piece: OperationPiece): Promise<void> {
  const { id, operation, input, who, where, locale, likeness, at, about, approval, takes } = piece;
  const more = { ...(about ? { about } : {}), ...(approval ? { approval } : {}), ...(takes ? { takes } : {}) };
  const head = JSON.stringify({ id, operation, input, who, where, locale, likeness, at, ...more });
  await redis.run(
    'copy-write',
    ...[id, head, piece.state, at, piece.changed, who.id, laneOf(input), JSON.stringify(about ?? [])],
    ...[JSON.stringify(takes ?? [])],
    ...[piece.due ?? '', piece.fence, piece.entries.length, ...piece.entries],
    ...piece.messages.flatMap((message) => [
      ...[message.number, message.id, message.kind, message.where.chat, JSON.stringify(message.where)],
      ...[message.wanted, message.sent, message.ref === undefined ? '' : `=${message.ref}`],
    ]),
  );
}
