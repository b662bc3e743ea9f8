using System.Globalization;

namespace Prover.Host.Service.Settings;

/// <summary>From text to the value of a setting.</summary>
internal static class SettingValue
{
    /// <summary>The value; null and what was expected if the text is not one.</summary>
    /// <param name="type">The property's type.</param>
    /// <param name="about">Bounds.</param>
    /// <param name="text">The text; empty stands for none.</param>
    /// <param name="expected">What would be right.</param>
    public static object? Parse(Type type, SettingAttribute about, string text, out string? expected)
    {
        Type inner = Nullable.GetUnderlyingType(type) ?? type;
        object? value = Read(inner, text.Trim(), out string what);
        bool good = value is not null && Within(value, about);
        expected = good ? null : what + Bounds(inner, about);
        return value;
    }

    private static object? Read(Type type, string text, out string expected)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        const NumberStyles whole = NumberStyles.None;
        expected = type switch
        {
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) || type == typeof(ulong) => "a whole number",
            _ when type == typeof(double) => "a number",
            _ when type == typeof(TimeSpan) => "a time like 00:02:00 or 1.00:00:00",
            _ when type == typeof(ByteSize) => "a size like 64 KiB or 16 MiB",
            _ when type == typeof(Uri) => "an absolute address",
            _ when type.IsEnum => string.Join(" or ", Enum.GetNames(type).Select(name => name.ToLowerInvariant())),
            _ => "a text",
        };
        return type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(bool) => bool.TryParse(text, out bool flag) ? flag : null,
            _ when type == typeof(int) => int.TryParse(text, whole, culture, out int n) ? n : null,
            _ when type == typeof(ulong) => ulong.TryParse(text, whole, culture, out ulong n) ? n : null,
            _ when type == typeof(double) =>
                double.TryParse(text, NumberStyles.Float, culture, out double n) ? n : null,
            _ when type == typeof(TimeSpan) => Time(text),
            _ when type == typeof(ByteSize) => ByteSize.TryParse(text, out ByteSize size) ? size : null,
            _ when type == typeof(Uri) => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) ? uri : null,
            _ when type.IsEnum => Choice(type, text),
            _ => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
    }

    // A bare number would be read as days: refused, since whoever writes 30 means seconds.
    private static TimeSpan? Time(string text)
    {
        return text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) ? time : null;
    }

    private static object? Choice(Type type, string text)
    {
        string? name = Enum.GetNames(type).FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name is null ? null : Enum.Parse(type, name);
    }

    private static bool Within(object value, SettingAttribute about)
    {
        double? number = value switch
        {
            int n => n,
            ulong n => n,
            double n => n,
            TimeSpan time => time.TotalSeconds,
            ByteSize size => size.Bytes,
            _ => null,
        };
        return number is null || (number >= about.Min && number <= about.Max);
    }

    private static string Bounds(Type type, SettingAttribute about)
    {
        bool low = !double.IsInfinity(about.Min);
        bool high = !double.IsInfinity(about.Max);
        return (low, high) switch
        {
            (true, true) => $" from {Text(about.Min)} to {Text(about.Max)}",
            (true, false) => $" of at least {Text(about.Min)}",
            _ => "",
        };

        string Text(double bound) => type == typeof(TimeSpan)
            ? TimeSpan.FromSeconds(bound).ToString("c", CultureInfo.InvariantCulture)
            : type == typeof(ByteSize)
                ? new ByteSize((long)bound).ToString()
                : bound.ToString("0.###", CultureInfo.InvariantCulture);
    }
}
