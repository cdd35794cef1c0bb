import { approvalProcesses } from '../contract/approval-processes.ts';
import { approvalReminders } from '../contract/approval-reminders.ts';
import { approvalRaces } from '../contract/approvals.ts';
import { discordRoom } from './approval-room.ts';

approvalRaces('discord', () => discordRoom());
approvalProcesses('discord', () => discordRoom());
approvalReminders('discord', () => discordRoom());
