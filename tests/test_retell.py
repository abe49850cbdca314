"""Retelling reaches every text of an article, wherever it stands, and changes nothing else."""

from hypothesis import HealthCheck, given, settings

from convert.model import Article, Run, Text, each, words_of
from convert.retell import each_text
from tests.strategies import articles

LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@LAW
@given(articles())
def test_a_change_of_nothing_changes_nothing(article: Article) -> None:
    assert each_text(article, lambda text: text) == article


@LAW
@given(articles())
def test_every_run_is_reached(article: Article) -> None:
    def marked(text: Text) -> Text:
        return tuple(
            Run(f"{run.text}§", *run.manner()) if isinstance(run, Run) else run  # type: ignore[arg-type]  # same order as the fields
            for run in text
        )

    retold = each_text(article, marked)
    assert all(run.text.endswith("§") for run in each(Run, retold))
    assert len(list(each(Run, retold))) == len(list(each(Run, article)))


@LAW
@given(articles())
def test_facts_that_are_no_text_stay(article: Article) -> None:
    retold = each_text(article, lambda _: ())
    assert not list(each(Run, retold))
    assert words_of(retold.headline) == ""
    assert (retold.keywords, retold.left_out, retold.links) == (
        article.keywords,
        article.left_out,
        article.links,
    )
    assert [type(block) for block in retold.body] == [type(block) for block in article.body]
