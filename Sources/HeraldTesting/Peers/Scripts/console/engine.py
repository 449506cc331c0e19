"""The engine's page: how far all is, and what waits for a person."""
import re
from console.chromium import check, expect, opened
from console.desk import go, refuses_blanks, row, says


def letters(desk):
    """What waits for a person, as the API has it."""
    found = desk.api("/dead-letters", limit=200)["dead_letters"]
    return {letter["order_id"]: letter["type"] for letter in found if letter["type"] != "failed_delivery"}


def state(desk):
    page = desk.page("operator")
    go(page, "Engine")
    with check("engine: how far all is"):
        shards = desk.api("/projections")["shards"]
        taken = sum(shard["head"] for shard in shards)
        expect(page.locator("main")).to_contain_text(re.compile(rf"Messages in the log\s*{taken}"))
        expect(page.locator("main")).to_contain_text(re.compile(r"Behind\s*0"))
    with check("engine: charts are pictures in the page"):
        for name in ("Messages taken", "Messages behind"):
            chart = page.get_by_role("img", name=re.compile(f"^{name}: "))
            expect(chart).to_be_visible()
            assert chart.evaluate("chart => chart instanceof SVGElement && chart.querySelectorAll('rect').length") == 36
    with check("engine: generations and nodes"):
        generations = desk.api("/projections")["generations"]
        table = page.get_by_role("table", name="Generations of the read models")
        expect(table.get_by_role("row")).to_have_count(len(generations) + 1)
        expect(row(table, "live")).to_have_count(1)
        expect(page.get_by_role("table", name="Nodes").get_by_role("row")).to_have_count(2)


def settling(desk):
    page = desk.page("operator")
    go(page, "Engine")
    table = page.get_by_role("table", name="Waiting for a person")
    with check("engine: what waits, and why"):
        assert letters(desk) == {
            "NQ-7": "set_aside_message", "NQ-8": "parked_order", "NQ-9": "parked_order"}, letters(desk)
        expect(row(table, "NQ-8")).to_contain_text("<script>window.owned=true</script>")
        expect(row(table, "NQ-7")).to_contain_text("NORTHQUAY_DE and NORTHQUAY_FR have an order of this id")
    with check("engine: each needs a reason"):
        refuses_blanks(page, opened(row(table, "NQ-9"), "Skip"), "Skip")
        assert len(letters(desk)) == 3
        go(page, "Engine")
    with check("engine: a parked order is tried again"):
        form = opened(row(table, "NQ-8"), "Try again")
        form.get_by_label("Why").fill("mended")
        form.get_by_role("button", name="Try again").click()
        says(page, "The order goes on.")
        expect(row(table, "NQ-8")).to_have_count(0)
        assert "NQ-8" not in letters(desk)
    with check("engine: a message is skipped for ever"):
        form = opened(row(table, "NQ-9"), "Skip")
        form.get_by_label("Why").fill("nonsense")
        form.get_by_role("button", name="Skip").click()
        says(page, "The order goes on.")
        expect(row(table, "NQ-9")).to_have_count(0)
        assert "NQ-9" not in letters(desk)
        order = "/orders/NORTHQUAY_DE/NQ-9"
        page.goto(order)
        expect(page.locator("ol.timeline > li").last).to_contain_text("kipped")
        assert not desk.api(order)["lines"][0]["is_cancelled"]
    with check("engine: a message that names no sales channel is assigned to one"):
        go(page, "Engine")
        form = opened(row(table, "NQ-7"), "Assign")
        form.get_by_label("Sales channel").fill("NORTHQUAY_UK")
        form.get_by_label("Why").fill("their list")
        form.get_by_role("button", name="Assign").click()
        expect(page.locator("main")).to_contain_text("neither owns this order id nor is configured")
        go(page, "Engine")
        form = opened(row(table, "NQ-7"), "Assign")
        form.get_by_label("Sales channel").fill("NORTHQUAY_FR")
        form.get_by_label("Why").fill("their list")
        form.get_by_role("button", name="Assign").click()
        says(page, "The order goes on.")
        expect(table).to_have_count(0)
        lines = [desk.api(f"/orders/NORTHQUAY_{country}/NQ-7")["lines"][0]["is_cancelled"] for country in ("FR", "DE")]
        assert lines == [True, False], lines
    with check("engine: what was settled is recorded"):
        settled = [(act["action"], act["reason"]) for act in desk.api("/audit", actor="olga")["actions"]]
        for wanted in [("retry", "mended"), ("skip", "nonsense"), ("assign", "their list")]:
            assert settled.count(wanted) == 1, settled
