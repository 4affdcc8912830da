package org.aftercall.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.kernel.CallerId;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Sql;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Verdict;
import org.jspecify.annotations.Nullable;

/** Reads a row of the call table. */
final class CallReading {
    private CallReading() {}

    static Call call(ResultSet row, int n) throws SQLException {
        var number = row.getString("number");
        var shown = row.getString("caller_id");
        var language = row.getString("language");
        var ear = row.getString("ear");
        var result = row.getString("result");
        return new Call(
                new CallId(row.getObject("id", UUID.class)),
                Direction.valueOf(row.getString("direction")),
                number == null ? null : new PhoneNumber(number),
                post(row),
                row.getInt("ring_seconds"),
                row.getBoolean("recorded"),
                row.getBoolean("detect"),
                shown == null ? null : new CallerId(shown),
                language == null ? null : Locale.of(language),
                Sql.instantOrNull(row, "dial_until"),
                new Call.Times(
                        Sql.instant(row, "placed_at"),
                        Sql.instantOrNull(row, "admitted_at"),
                        Sql.instantOrNull(row, "desk_at"),
                        Sql.instantOrNull(row, "dialed_at"),
                        Sql.instantOrNull(row, "ringing_at"),
                        Sql.instantOrNull(row, "answered_at"),
                        Sql.instantOrNull(row, "judged_at"),
                        Sql.instantOrNull(row, "desk_lost_at"),
                        Sql.instantOrNull(row, "held_at"),
                        Sql.instantOrNull(row, "parked_at"),
                        Sql.instantOrNull(row, "handed_at"),
                        Sql.instantOrNull(row, "abandoned_at"),
                        Sql.instantOrNull(row, "hang_up_at"),
                        Sql.instantOrNull(row, "ended_at")),
                row.getBoolean("joined"),
                row.getBoolean("muted"),
                ear == null ? null : Verdict.valueOf(ear),
                result == null ? null : LineResult.valueOf(result),
                row.getBoolean("rang"),
                row.getObject("q850", Integer.class));
    }

    private static @Nullable Post post(ResultSet row) throws SQLException {
        var line = row.getObject("desk_line", UUID.class);
        return line == null
                ? null
                : new Post(
                        new Extension(row.getString("desk")),
                        DeskKind.valueOf(row.getString("desk_kind")),
                        new LineId(line));
    }
}
