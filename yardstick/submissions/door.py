"""The one door to the writer: authorise, do, and write it down. One short method per act.

Pages and the command line get a `Submissions` that already belongs to a viewer. Each act asks
first whether the viewer may do it, and answers an unknown return and a forbidden one alike.
"""

from __future__ import annotations

from yardstick.submissions.dfe_acts import DfeActs
from yardstick.submissions.host_acts import HostActs
from yardstick.submissions.key_acts import KeyActs
from yardstick.submissions.note_acts import NoteActs
from yardstick.submissions.partner_acts import PartnerActs
from yardstick.submissions.quality_acts import QualityActs
from yardstick.submissions.request_acts import RequestActs


class Submissions(PartnerActs, QualityActs, NoteActs, HostActs, KeyActs, DfeActs, RequestActs):
    """What one viewer may send, sign, approve, publish and withdraw.

    Made only by `ui.wiring.submissions_for`. Looking: `inbox`, `sent`, `may_send`, `to_send`,
    `changes`, `checks`, `releases`, `preview`. A partner's acts: `receive`, `answer`, `sign_off`,
    `withdraw`; on figures `may_note`, `notes`, `write_note`, `end_note`. A publisher's:
    `approve`, `reject`, `publish`, `roll_back`, `withdraw`, `withdraw_partner`, `name_key`,
    `named_keys`; of the return to DfE `dfe_periods`, `dfe_standing`, `look_at_dfe_return`,
    `sign_dfe_return`, `make_dfe_return`. For the register: `requests`, `ask`, `may_decide`,
    `decide`, `may_withdraw`, `take_back`.
    """
