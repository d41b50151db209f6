using System.Globalization;
using System.Text;

namespace ArticleDigest.Letters;

/// <summary>Where everything is in the drawing of a matrix, in pixels: labels are read at their own size, on a telephone too.</summary>
internal sealed class MatrixDrawing(MatrixView matrix)
{
    // A cell is as large as a finger needs it.
    private const int Cell = 26;

    // Room for a label; those of columns lean by so much that they end above their columns.
    private const int LabelWidth = 138;
    private const int LabelHeight = 126;
    private const int Lean = 62;
    private const int Angle = 58;
    private const int Gap = 6;

    // How wide letters are, in tenths of a small one; a label has room for so many tenths, in wide fonts as well: a small letter
    // of 12 pixels is 6 wide in Helvetica and 7.5 in Verdana or DejaVu.
    private const int SmallLetter = 10;
    private const int LargeLetter = 14;
    private const int SquareLetter = 20;
    private const int LabelRoom = 170;
    private const int FirstSquare = 0x1100;

    // The room of a page on a telephone, and on a screen that is wide enough for all of it.
    private const int NarrowPage = 320;
    private const int WidePage = 622;

    // From how many criticisms on a mark is the second or third in size.
    private const int Several = 2;
    private const int Many = 4;

    /// <summary>The drawing's width.</summary>
    public int Width => LabelWidth + (matrix.Targets.Count * Cell) + (LabelHeight * Lean / 100);

    /// <summary>Whether it has to be scrolled sideways on a telephone.</summary>
    public bool IsCutOnNarrowPages => Width > NarrowPage;

    /// <summary>Whether it has to be scrolled sideways everywhere.</summary>
    public bool IsCutOnAllPages => Width > WidePage;

    /// <summary>The drawing's height.</summary>
    public int Height => LabelHeight + (matrix.Critics.Count * Cell) + 2;

    /// <summary>The lines between rows and columns as a path.</summary>
    public string Lines
    {
        get
        {
            StringBuilder path = new();
            int right = LabelWidth + (matrix.Targets.Count * Cell);
            int bottom = LabelHeight + (matrix.Critics.Count * Cell);
            for (int row = 0; row <= matrix.Critics.Count; row++)
            {
                path.Append(CultureInfo.InvariantCulture, $"M0 {LabelHeight + (row * Cell)}H{right}");
            }

            for (int column = 0; column <= matrix.Targets.Count; column++)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{LabelWidth + (column * Cell)} {LabelHeight}V{bottom}");
            }

            return path.ToString();
        }
    }

    /// <summary>Where a critic's label ends.</summary>
    public static (int X, int Y) OfCritic(int row) => (LabelWidth - Gap, LabelHeight + (row * Cell) + (Cell / 2) + 4);

    /// <summary>Where a target's label begins, and around what it is turned.</summary>
    public static (int X, int Y) OfTarget(int column) => (LabelWidth + (column * Cell) + (Cell / 2) + 4, LabelHeight - Gap);

    /// <summary>Turns the label of a target around where it begins.</summary>
    public static string TurnedAt(int x, int y) => string.Create(CultureInfo.InvariantCulture, $"rotate(-{Angle} {x} {y})");

    /// <summary>The middle of a cell.</summary>
    public static (int X, int Y) MiddleOf(MatrixCell cell) => (LabelWidth + (cell.Column * Cell) + (Cell / 2), LabelHeight + (cell.Row * Cell) + (Cell / 2));

    /// <summary>How many sizes a mark is above the smallest: its number says the rest.</summary>
    public static int SizeOf(MatrixCell cell) => cell.Count >= Many ? 2 : cell.Count >= Several ? 1 : 0;

    /// <summary>Half of a mark's side.</summary>
    public static int HalfOf(MatrixCell cell) => 8 + (2 * SizeOf(cell));

    /// <summary>A name cut to the room that there is for labels.</summary>
    public static string Label(string name)
    {
        int used = 0;
        int end = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            used += rune.Value >= FirstSquare ? SquareLetter : Rune.IsUpper(rune) ? LargeLetter : SmallLetter;
            if (used > LabelRoom)
            {
                return Shown.Cut(name, Math.Max(2, end));
            }

            end += rune.Utf16SequenceLength;
        }

        return name;
    }
}
