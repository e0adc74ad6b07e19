"""What every mail shows of its organization: the logo, and where its legal texts stand. Pure."""

from turnout.modules.files import api as files
from turnout.modules.organizations.api import Branding, LegalKind


def branded(branding: Branding, *, public_url: str) -> dict[str, str]:
    """The organization's logo at the head of a mail, and its texts at the foot."""
    home, logo = f"{public_url}/{branding.slug}", branding.logo_file_id
    path = files.public_path(branding.organization_id, logo) if logo else ""
    return {
        "logo_url": public_url + path if path else "",
        "imprint_url": f"{home}/imprint" if LegalKind.IMPRINT in branding.legal else "",
        "privacy_url": f"{home}/privacy" if LegalKind.PRIVACY in branding.legal else "",
    }
