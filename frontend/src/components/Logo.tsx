import style from "./Logo.module.css";

export function Logo() {
  return (
    <span className={style.logo}>
      <svg width="30" height="30" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="9" className={style.ground} />
        <path
          d="M9 23V9h7.2a4.6 4.6 0 0 1 1.3 9L22 23"
          fill="none"
          className={style.letter}
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="23.5" cy="9" r="2.5" className={style.sun} />
      </svg>
      <span>Recoloca.ai</span>
    </span>
  );
}
