namespace DigestFunctions.Local;

/// <summary>Shows at once, in order, what it is told; <see cref="Progress{T}"/> would do it later and on another thread.</summary>
internal sealed class Told(Screen screen) : IProgress<string>
{
    public void Report(string value) => screen.Remark(value);
}
