package org.aftercall.patient;

import org.jspecify.annotations.Nullable;

/**
 * Where and how somebody lives.
 *
 * @param zone the time zone by its IANA name; null or nonsense means that nobody may call, because
 *     the hour over there is not known
 */
public record Home(
        @Nullable String zone,
        Language language,
        @Nullable String address,
        @Nullable String insurance) {
    public static final String USUAL_ZONE = "Asia/Shanghai";

    Home over(Home known) {
        return new Home(
                zone != null ? zone : known.zone,
                language,
                address != null ? address : known.address,
                insurance != null ? insurance : known.insurance);
    }

    @Override
    public String toString() {
        return "Home[" + zone + ", " + language + "]";
    }
}
