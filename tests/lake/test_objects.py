"""A lake whose Parquet files lie in object storage."""

import threading

import pytest

from tests.objectstore import object_store
from tests.stage import Night
from warehouse import place, store
from warehouse.errors import WarehouseError


def test_a_lake_keeps_its_files_in_object_storage_and_tells_of_refused_credentials(server, tmp_path):
    with object_store() as objects:
        bucket = objects.bucket()
        server.lake("objects", tmp_path / "data")
        data = f"s3://{bucket}/lake"
        place.keep_in(tmp_path, place.named(server.words("objects"), data, objects.endpoint, "us-east-1"))
        night = Night(tmp_path)
        for number in range(12):  # more than the rows that stay in the catalog
            night.page(f"https://gazette.example/{number}", f"The {number}th bridge", (f"Bridge {number}.",))
        folder = night.write()
        with store.writing(tmp_path) as warehouse:
            warehouse.load(folder, "gazette")
            assert warehouse.connection.execute("select count(*) from articles").fetchall() == [(12,)]
        assert any(key.startswith("lake/main/captures/year=2026/month=3/") for key in objects.keys(bucket))
        objects.refuse("SlowDown", 503)
        with (
            pytest.raises(WarehouseError, match=r"can't be reached: .*503"),
            store.writing(tmp_path) as warehouse,
        ):
            warehouse.connection.execute("select sum(warc_length) from captures").fetchall()
        objects.refuse("NoSuchBucket", 404)
        with pytest.raises(WarehouseError, match="no such bucket"), store.writing(tmp_path) as warehouse:
            warehouse.connection.execute("select sum(warc_length) from captures").fetchall()
        objects.refuse("ExpiredToken")
        with (
            pytest.raises(WarehouseError, match="credentials are missing, wrong or expired") as told,
            store.writing(tmp_path) as warehouse,
        ):
            warehouse.connection.execute("select sum(warc_length) from captures").fetchall()
        assert "hush-hush" not in str(told.value)


def test_a_bucket_that_is_away_in_the_middle_of_a_load_costs_nothing(server, tmp_path):
    with object_store() as objects:
        bucket = objects.bucket()
        server.lake("object_storage_away", tmp_path / "data")
        words = server.words("object_storage_away")
        place.keep_in(tmp_path, place.named(words, f"s3://{bucket}/lake", objects.endpoint, "us-east-1"))
        night = Night(tmp_path)
        for number in range(12):
            night.page(f"https://gazette.example/{number}", f"The {number}th bridge", (f"Bridge {number}.",))
        folder = night.write()
        with store.writing(tmp_path) as warehouse:
            objects.refuse("SlowDown", 503)
            back = threading.Timer(8, objects.behave)  # longer than DuckDB itself tries again
            back.start()
            warehouse.load(folder, "gazette")
            back.join()
            assert warehouse.connection.execute("select count(*) from articles").fetchall() == [(12,)]
