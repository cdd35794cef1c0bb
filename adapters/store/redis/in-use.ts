import { Failure, phrases } from '#kit';

const say = phrases({
  en: {
    used: 'This Redis is in use: a bot or a terminal command still runs on it, here or on another host.',
    usedHint: 'End it (for a bot: SIGTERM, then wait until it is gone) and run this again.',
    carried: 'An operation in this Redis is still being carried by somebody, or was until a moment ago.',
    carriedHint: 'Look whether a bot runs on another host; when one was killed, wait fifteen seconds.',
    other: 'Somebody else has begun a move with this Redis.',
    otherHint: 'Wait until it is over; when it was broken off, run this again in half a minute.',
  },
  ru: {
    used: 'Этот Redis занят: с ним ещё работает бот или команда терминала, здесь или на другом хосте.',
    usedHint: 'Остановите их (бота — сигналом SIGTERM, и дождитесь завершения) и запустите снова.',
    carried: 'Операцию из этого Redis кто-то ещё ведёт или вёл только что.',
    carriedHint: 'Проверьте, не работает ли бот на другом хосте; если процесс убит, подождите пятнадцать секунд.',
    other: 'Кто-то другой уже начал перенос с участием этого Redis.',
    otherHint: 'Дождитесь конца; если перенос прерван, запустите снова через полминуты.',
  },
  ko: {
    used: '이 Redis가 사용 중입니다. 여기나 다른 호스트에서 봇 또는 터미널 명령이 아직 실행되고 있습니다.',
    usedHint: '종료한 뒤(봇은 SIGTERM을 보내고 끝날 때까지 기다린 뒤) 다시 실행하세요.',
    carried: '이 Redis의 작업을 누군가 아직 처리하고 있거나 방금까지 처리했습니다.',
    carriedHint: '다른 호스트에서 봇이 실행 중인지 확인하세요. 강제로 종료했다면 15초 기다리세요.',
    other: '다른 누군가가 이 Redis로 옮기기를 이미 시작했습니다.',
    otherHint: '끝날 때까지 기다리세요. 중단되었다면 30초 뒤에 다시 실행하세요.',
  },
});

export const redisInUse = (why: 'used' | 'carried' | 'other'): Failure =>
  new Failure('conflict', (l) => say(l)[why], { hint: (l) => say(l)[`${why}Hint`] });
