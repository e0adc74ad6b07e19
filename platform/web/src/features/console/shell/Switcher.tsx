// The organization at hand, and the way to another: by name, or with the arrow keys.
import { useState, type ReactNode } from "react";
import {
  Autocomplete,
  Button,
  Dialog,
  DialogTrigger,
  Input,
  Menu,
  MenuItem,
  Popover,
  SearchField,
} from "react-aria-components";
import { Link, useMatch, useNavigate } from "react-router";
import { matchesText } from "../../../lib/matching";
import { Icon } from "../../../ui/Icon";
import { useConnection } from "../session/api";
import { PLATFORM, platformPath } from "./operator";
import { roleOf, useMyOrganizations, useOrganizationIfAny } from "./organizations";
import { lastPlace } from "./places";
import { useConsoleTexts } from "./texts";

const FEW = 6;
/** It was opened to be typed into. */
const FOCUS = { autoFocus: true };

export function Switcher(): ReactNode {
  const t = useConsoleTexts();
  const here = useOrganizationIfAny();
  const [isOpen, setOpen] = useState(false);
  const isPlatform = useMatch(`${PLATFORM}/*`) !== null;
  const { operatorRole } = useConnection().config;
  const name = isPlatform ? t("platform.name") : (here?.name ?? t("switcher.none"));
  const role = here === null ? (isPlatform ? operatorRoleOf(operatorRole, t) : null) : roleOf(here, t);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="switcher">
        <Monogram name={name} />
        <span className="switcher__name">
          <bdi>{name}</bdi>
          {role !== null && <span className="switcher__role">{role}</span>}
        </span>
        <span className="visually-hidden">. {t("switcher.change")}</span>
        <Icon name="down" />
      </Button>
      <Popover className="popover switcher__popover" placement="bottom start" offset={6}>
        <Dialog aria-label={t("switcher.title")} className="switcher__box">
          <Choices onChosen={() => setOpen(false)} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Choices({ onChosen }: { readonly onChosen: () => void }): ReactNode {
  const t = useConsoleTexts();
  const navigate = useNavigate();
  const here = useOrganizationIfAny();
  const { data: organizations = [] } = useMyOrganizations();
  const { operatorRole } = useConnection().config;
  const choose = (slug: string): void => {
    onChosen();
    void navigate(lastPlace(slug));
  };
  return (
    <Autocomplete filter={matchesText}>
      <SearchField
        aria-label={t("switcher.find")}
        {...FOCUS}
        className={organizations.length > FEW ? "switcher__find" : "visually-hidden"}
      >
        <Input className="input" placeholder={t("switcher.find")} />
      </SearchField>
      <Menu
        aria-label={t("switcher.title")}
        className="listbox"
        items={organizations.map((each) => ({ ...each, key: each.slug }))}
        onAction={(slug) => choose(String(slug))}
        renderEmptyState={() => <p className="listbox__empty">{t("palette.none")}</p>}
      >
        {(each) => (
          <MenuItem id={each.slug} textValue={each.name} className="listbox__option switcher__option">
            <Monogram name={each.name} />
            <span className="listbox__text">
              <bdi>{each.name}</bdi>
              <span className="field__hint">{roleOf(each, t)}</span>
            </span>
            {each.slug === here?.slug && <Icon name="check" />}
          </MenuItem>
        )}
      </Menu>
      {operatorRole !== null && (
        <Link className="switcher__new" to={platformPath()} onClick={onChosen}>
          <Icon name="gear" />
          {t("platform.name")}
        </Link>
      )}
      <a className="switcher__new" href="/account/organizations/new">
        <Icon name="plus" />
        {t("switcher.new")}
      </a>
    </Autocomplete>
  );
}

type Say = ReturnType<typeof useConsoleTexts>;
const OPERATOR_ROLES = ["operator", "moderator", "support"] as const;

function operatorRoleOf(role: string | null, t: Say): string | null {
  const known = OPERATOR_ROLES.find((each) => each === role);
  return known === undefined ? null : t(`operatorRole.${known}`);
}

export function Monogram({ name }: { readonly name: string }): ReactNode {
  return (
    <span className="switcher__mark" aria-hidden="true">
      {[...name.trim()][0]?.toLocaleUpperCase() ?? "·"}
    </span>
  );
}
