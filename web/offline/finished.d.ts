/** Given by web/finish.mjs. */
declare const IS_FINISHED: true;
