"""A small scope that the tests of the language share: one name of every kind, as a rule author would call them."""

from advisor.language.kinds import AnyOf, Number, OneOf, Scope, Weights, YesNo

SCOPE = Scope(
    kinds={
        "has_sla": YesNo(),
        "us.signed": YesNo(),
        "staff": Number(0, 10_000),
        "seats": Number(1, 500),
        "balance": Number(-100, 100),
        "uplink": Number(0, 10_000, 1),
        "atoms": Number(0, 2**61),
        "sector": OneOf(("education", "health", "retail")),
        "rigour": OneOf(("low", "medium", "high"), ordered=True),
        "tools": AnyOf(("teams_video", "zoom")),
        "needs": AnyOf(("cloud", "security")),
        "offers": AnyOf(("cloud", "security")),
        "tool_peak.teams_video": Number(0, 5000),
        "tool_peak.zoom": Number(0, 5000),
    },
    constants={"target_use": (70, 0), "rate": (125, 2)},
    weights={"mbps_up": Weights("tools", (25, 26), 1), "euros": Weights("needs", (3, 4))},
    each={"tool_peak": "tools"},
)
