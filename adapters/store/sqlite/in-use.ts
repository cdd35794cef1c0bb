import { Failure, phrases } from '#kit';

const say = phrases({
  en: {
    used: 'The file in HOIST_DATA is in use: a bot or a terminal command still runs on it.',
    usedHint:
      'End it (for a bot: SIGTERM, then wait until it is gone) and run this again. What a command left running keeps a process of its own until it is done.',
    carried: 'An operation in the file in HOIST_DATA is still being carried by somebody, or was until a moment ago.',
    carriedHint: 'Look whether a bot or a terminal command runs; when one was killed, wait fifteen seconds.',
    locked: 'The file in HOIST_DATA is kept busy by another process.',
    lockedHint: 'When it is being moved to Redis, wait until that is over and start again.',
  },
  ru: {
    used: 'Файл в HOIST_DATA занят: с ним ещё работает бот или команда терминала.',
    usedHint:
      'Остановите их (бота — сигналом SIGTERM, и дождитесь завершения) и запустите снова. Начатое командой без ожидания доводит до конца отдельный процесс.',
    carried: 'Операцию из файла в HOIST_DATA кто-то ещё ведёт или вёл только что.',
    carriedHint: 'Проверьте, не работает ли бот или команда терминала; если процесс убит, подождите пятнадцать секунд.',
    locked: 'Файл в HOIST_DATA занят другим процессом.',
    lockedHint: 'Если он сейчас переносится в Redis, дождитесь конца и запустите снова.',
  },
  ko: {
    used: 'HOIST_DATA의 파일이 사용 중입니다. 봇이나 터미널 명령이 아직 실행되고 있습니다.',
    usedHint:
      '종료한 뒤(봇은 SIGTERM을 보내고 끝날 때까지 기다린 뒤) 다시 실행하세요. 기다리지 않고 시작한 작업은 별도 프로세스가 끝까지 처리합니다.',
    carried: 'HOIST_DATA의 파일에 있는 작업을 누군가 아직 처리하고 있거나 방금까지 처리했습니다.',
    carriedHint: '봇이나 터미널 명령이 실행 중인지 확인하세요. 강제로 종료했다면 15초 기다리세요.',
    locked: '다른 프로세스가 HOIST_DATA의 파일을 점유하고 있습니다.',
    lockedHint: 'Redis로 옮기는 중이라면 끝날 때까지 기다렸다가 다시 시작하세요.',
  },
});

export const fileInUse = (why: 'used' | 'carried' | 'locked', cause?: unknown): Failure =>
  new Failure('conflict', (l) => say(l)[why], { hint: (l) => say(l)[`${why}Hint`], cause });
