namespace Prover.Host.Service.Settings;

/// <summary>Says what a setting means, and within which bounds its value lies.</summary>
/// <param name="meaning">One line for the table of settings.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingAttribute(string meaning) : Attribute
{
    /// <summary>One line for the table of settings.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>The smallest value; seconds for a time, bytes for a size.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>The largest value.</summary>
    public double Max { get; init; } = double.PositiveInfinity;
}
