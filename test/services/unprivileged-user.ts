/** Whom to run a server as that refuses to be root; nobody else when this process is not root. */
export function unprivilegedUser(): { readonly uid: number; readonly gid: number } | undefined {
  return process.getuid?.() === 0 ? nobody : undefined;
}

// `nobody` exists on every Linux, so no user need be created.
const nobody = { uid: 65_534, gid: 65_534 };
