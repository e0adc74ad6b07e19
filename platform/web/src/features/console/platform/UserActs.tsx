// What an operator can do about an account: help, suspend, merge, have it erased.
import { useState, type ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import { answerOf } from "../../../api/client";
import { Checkbox } from "../../../ui/Checkbox";
import { useApi } from "../session/api";
import { platformPath, useOperator } from "../shell/operator";
import { Acts, type Act } from "./Acts";
import { usePlatformTexts } from "./texts";
import { useKeepUser, type UserDetail } from "./user";

export function UserActs({ user }: { readonly user: UserDetail }): ReactNode {
  const { may, user_id: me } = useOperator();
  const help = useHelpActs(user);
  const suspend = useSuspendActs(user);
  const erase = useEraseAct(user);
  const isMe = user.person.id === me;
  return (
    <Acts acts={[...help, ...(isMe ? [] : [...suspend, erase])]}>
      {!isMe && !user.person.is_suspended && may("platform.users.merge") && <Merge user={user} />}
    </Acts>
  );
}

function Merge({ user }: { readonly user: UserDetail }): ReactNode {
  const t = usePlatformTexts();
  return (
    <li>
      <h3>{t("merge.title")}</h3>
      <p>{t("merge.text")}</p>
      <Link className="button button--quiet button--small" to={platformPath(`users/${user.person.id}/merge`)}>
        {t("merge.choose")}
      </Link>
    </li>
  );
}

function useHelpActs({ person: { id } }: UserDetail): readonly Act[] {
  const t = usePlatformTexts();
  const api = useApi();
  const keep = useKeepUser();
  const params = { path: { user_id: id } };
  const permission = "platform.users.unlock";
  return [
    {
      id: "unlock",
      permission,
      title: t("unlock.title"),
      text: t("unlock.text"),
      button: t("unlock.button"),
      done: t("unlock.done"),
      run: async (reason) =>
        keep(await answerOf(api.POST("/api/v1/platform/users/{user_id}/unlock", { params, body: { reason } }))),
    },
    {
      id: "endLogins",
      permission,
      title: t("endLogins.title"),
      text: t("endLogins.text"),
      button: t("endLogins.button"),
      done: t("endLogins.done"),
      run: async (reason) =>
        keep(await answerOf(api.POST("/api/v1/platform/users/{user_id}/end-logins", { params, body: { reason } }))),
    },
  ];
}

function useSuspendActs({ person: { id, is_suspended: isSuspended } }: UserDetail): readonly Act[] {
  const t = usePlatformTexts();
  const api = useApi();
  const keep = useKeepUser();
  const params = { path: { user_id: id } };
  const permission = "platform.users.suspend";
  if (isSuspended)
    return [
      {
        id: "lift",
        permission,
        title: t("reopen.title"),
        text: t("reopen.text"),
        button: t("reopen.button"),
        done: t("reopen.done"),
        run: async (reason) =>
          keep(await answerOf(api.POST("/api/v1/platform/users/{user_id}/lift", { params, body: { reason } }))),
      },
    ];
  return [
    {
      id: "suspend",
      permission,
      title: t("suspendUser.title"),
      text: t("suspendUser.text"),
      button: t("suspendUser.button"),
      danger: true,
      done: t("suspendUser.done"),
      run: async (reason) =>
        keep(await answerOf(api.POST("/api/v1/platform/users/{user_id}/suspend", { params, body: { reason } }))),
    },
  ];
}

function useEraseAct({ person }: UserDetail): Act {
  const t = usePlatformTexts();
  const api = useApi();
  const navigate = useNavigate();
  const [atOnce, setAtOnce] = useState(false);
  return {
    id: "erase",
    permission: "platform.users.erase",
    title: t("erase.title"),
    text: t("erase.text"),
    button: t("erase.button"),
    danger: true,
    done: t("erase.done"),
    run: async (reason) => {
      const made = await answerOf(
        api.POST("/api/v1/platform/erasures", { body: { email: person.email, reason, at_once: atOnce } }),
      );
      void navigate(platformPath(`erasures/${made.id}`));
    },
    fields: () => (
      <Checkbox checked={atOnce} onChange={setAtOnce}>
        {t("erase.atOnce")}
      </Checkbox>
    ),
  };
}
