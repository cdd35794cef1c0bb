import type { Answer, Heard } from '../chat.ts';
import type { Command } from '../command/command.ts';
import type { Reason } from '../failure.ts';
import type { Audit } from './audit.ts';
import type { Fact } from './chain.ts';

/**
 * Who wanted what, where, and what became of it: of everything that could have changed something, and of everything that
 * was refused to them. Never with what words, which may hold a secret: what it was done to stands with the operation.
 */
export async function writeSaid(
  audit: Audit,
  heard: Heard,
  command: Command,
  answer: Answer,
  at: number,
): Promise<void> {
  const fact = factOf(command, answer);
  if (!fact) return;
  const { who, where } = heard;
  await audit.write({
    at,
    kind: 'said',
    who: who.id,
    name: who.name,
    ...(who.account && who.account !== who.id ? { account: who.account } : {}),
    where: `${where.chat}:${where.channel}`,
    command: command.name,
    ...fact,
  });
}

function factOf({ danger }: Command, answer: Answer): Pick<Fact, 'operation' | 'result' | 'rule'> | undefined {
  if (answer.kind === 'form') return undefined;
  if (answer.kind === 'view' && !answer.outcome.ok && answer.outcome.reason.code === 'denied')
    return { result: 'denied', ...ruleIn(answer.outcome.reason) };
  if (danger === 'reads') return undefined;
  if (answer.kind === 'began') return { result: 'began', operation: answer.operation };
  return { result: answer.outcome.ok ? 'done' : answer.outcome.reason.code };
}

const ruleIn = ({ hint }: Reason): Pick<Fact, 'rule'> => (hint ? { rule: hint.en } : {});
