package org.aftercall.recording;

import java.util.List;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.aftercall.recording.vault.Vault;
import org.springframework.stereotype.Component;

/** Whether the object store takes something, gives it back and deletes it. */
@Component
class StoreCheck implements Check {
    private static final String OBJECTS = "objects";

    private final Vault vault;

    StoreCheck(Vault vault) {
        this.vault = vault;
    }

    @Override
    public String topic() {
        return "store";
    }

    @Override
    public List<Finding> look() {
        return List.of(objects(), server());
    }

    private Finding objects() {
        try {
            long began = System.nanoTime();
            var why = vault.whyUseless();
            long millis = (System.nanoTime() - began) / 1_000_000;
            return why.map(w ->
                            Finding.fail(
                                    OBJECTS,
                                    "the store " + w,
                                    (vault.inHouse()
                                                    ? "See that var/objects can be written and its disk has"
                                                            + " room, then ./aftercall down && ./aftercall up"
                                                    : "Start the S3 server, or mend AFTERCALL_S3_ENDPOINT,"
                                                            + " _ACCESSKEY, _SECRETKEY, _BUCKET, or the rights of"
                                                            + " that key")
                                            + "; until then new recordings wait in the spool and none is played"))
                    .orElseGet(() ->
                            Finding.pass(
                                    OBJECTS, "put, read back and deleted in " + millis + " ms"));
        } catch (StillLocked e) {
            return Finding.warn(
                    OBJECTS,
                    "put and read back, but not deleted: the bucket has a retention of its own",
                    "Take the default retention off the bucket; with AFTERCALL_S3_LOCK each"
                            + " recording gets a date by the house's rules");
        }
    }

    private Finding server() {
        return vault.inHouse()
                ? Finding.warn(
                        "server",
                        "the one brought along, made for demo and trial",
                        "For daily work name an S3 store of your own with AFTERCALL_S3_ENDPOINT")
                : Finding.pass("server", "your own");
    }
}
