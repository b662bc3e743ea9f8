namespace Prover.Host.Service.Settings;

/// <summary>A value as it was given, and where.</summary>
/// <param name="Name"><c>Section:Name</c>, in any case.</param>
/// <param name="Text">The value as text; several with commas between.</param>
/// <param name="Origin">A file, an environment variable or an option, for messages.</param>
internal sealed record GivenSetting(string Name, string Text, string Origin);
