/** Restores whole records that the sink wrote with `mode=BACKUP_FULL_RECORD`. */
export const RESTORE_WHOLE = 'RESTORE_BACKUP_FULL_RECORD';
